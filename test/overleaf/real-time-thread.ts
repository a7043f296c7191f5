import { parentPort, workerData } from 'node:worker_threads';
import type { Form } from '#shared/app/addresses';

const form: Form = workerData;

await import(`#apps/overleaf/real-time/${form}`);
parentPort?.postMessage('ready');
