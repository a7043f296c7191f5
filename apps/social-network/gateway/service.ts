import { join } from 'node:path';
import type { Express, Request, Response } from 'express';
import { notFound } from '#shared/errors';
import { readBodies } from '#shared/http/bodies';
import { forward } from '#shared/http/proxy';
import { errorHandler, streamingService } from '#shared/http/service';
import { servePage } from '#shared/ui/page';
import { api } from './api.ts';
import type { Services } from './clients.ts';
import { config } from './config.ts';
import { wrk2Api } from './wrk2-api.ts';

const mediaLimit = 100 * 1024 * 1024;

/** The gateway of the Social Network: the page, the API of the page, the API of the load scripts, and the media. */
export function gateway(services: Services): Express {
  const app = streamingService('gateway');
  const page = servePage(join(import.meta.dirname, 'ui'), config.OTHER_FORM_URL);
  const media = (request: Request, response: Response) =>
    forward(request, response, {
      service: 'media-frontend',
      url: config.MEDIA_FRONTEND_URL + request.originalUrl,
      timeoutMs: 60_000,
      bodyLimit: mediaLimit,
    });

  app.get('/health', (_request, response) => void response.send('OK'));
  app.options('/{*path}', (_request, response) => {
    response
      .set({ 'Access-Control-Allow-Methods': 'GET, POST, OPTIONS', 'Access-Control-Max-Age': '1728000' })
      .sendStatus(204);
  });
  app.post('/upload-media', media);
  app.get('/get-media{/}', media);
  app.use(readBodies());
  app.use('/api', api(services));
  if (config.WRK2_API === 'on') app.use('/wrk2-api', wrk2Api(services));
  app.use(['/api', '/wrk2-api'], (request) => {
    throw notFound(`There is no ${request.originalUrl.split('?')[0]} here.`);
  });
  app.use((request, response) => page(request, response, request.path));
  app.use(errorHandler((response, status, message) => response.status(status).type('text').send(message)));
  return app;
}
