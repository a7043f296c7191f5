import { call } from '#shared/http/client';
import { errorHandler } from '#shared/http/service';
import type { Part } from '#shared/observe/health';
import { overleafService } from '../service-base.ts';
import { services } from './config.ts';

/** A service that works when its own health check says so. */
const remote = (url: string): Part => ({
  isHealthy: () =>
    call(`${url}/health_check`).then(
      ({ status }) => status === 200,
      () => false,
    ),
});

const parts = Object.fromEntries(Object.entries(services).map(([name, url]) => [name, remote(url)]));

/** The front of Overleaf: pages, accounts and projects. */
export const web = overleafService('web', parts, { status: 'web sharelatex is alive (web)' });

web.use(errorHandler());
