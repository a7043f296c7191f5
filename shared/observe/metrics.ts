import { Registry } from 'prom-client';

/**
 * The Prometheus metrics of one service. They live in the process: where instances come and go, each holds a
 * part, and a scrape reads one of them.
 */
export const metrics = new Registry();
