import type { Express } from 'express';
import { Counter, Registry } from 'prom-client';
import { readBodies } from '#shared/http/bodies';
import { streamingService } from '#shared/http/service';
import { healthOf, type Parts } from '#shared/observe/health';

/**
 * An Express application with the routes that every service of Overleaf has: `/status`, `/health_check`, which asks the parts that the
 * service needs, and `/metrics`. `status` is what `/status` answers, and `bodyBytes` the limit of a body in JSON or of a form; with
 * `streamsBodies` the routes read bodies themselves. `/status` is 503 while `isOpen` says no.
 */
export function overleafService(
  name: string,
  parts: Parts,
  {
    status = `${name} is alive`,
    bodyBytes,
    streamsBodies = false,
    isOpen = () => true,
  }: {
    status?: string | object;
    bodyBytes?: number;
    streamsBodies?: boolean;
    isOpen?: () => boolean;
  } = {},
): Express {
  const metrics = new Registry();
  const requests = new Counter({
    name: 'http_requests_total',
    help: 'Responses of this process, by method and status',
    labelNames: ['method', 'status'],
    registers: [metrics],
  });
  const app = streamingService(name);
  app.use(({ method }, response, next) => {
    response.once('finish', () => requests.inc({ method, status: response.statusCode }));
    next();
  });
  if (!streamsBodies) app.use(readBodies(bodyBytes));

  app.get('/status', (_request, response) => void response.status(isOpen() ? 200 : 503).send(status));
  app.get('/metrics', async (_request, response) => {
    response.type(metrics.contentType).send(await metrics.metrics());
  });
  app.get('/health_check', async (_request, response) => {
    const unhealthy = Object.entries(await healthOf(parts)).filter(([, isHealthy]) => !isHealthy);
    const text =
      unhealthy.length === 0 ? 'OK' : `does not work: ${unhealthy.map(([part]) => part).join(', ')}`;
    response.status(unhealthy.length === 0 ? 200 : 503).send(text);
  });
  return app;
}
