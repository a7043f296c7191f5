import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type express from 'express';
import type { Express, Request, RequestHandler } from 'express';
import { samples } from './events.ts';
import { fixtures, plainRoutes } from './plain.ts';

/** The suite's service as one writes it with Express, version 4 or 5; what is not here is on Node's own objects. */
export function expressService(framework: typeof express): Express {
  const app = framework();
  const plain = plainRoutes([]);
  const own = ['/upload', '/gzip-html', '/gzip-json', '/cached', ...Object.keys(plain).filter(isStream)];
  for (const path of own)
    app.all(path, ((request, response) => void plain[path]?.(request, response)) as RequestHandler);

  app.use(framework.json({ strict: false, limit: '2mb' }), framework.urlencoded({ extended: true }));
  app.use(framework.text(), framework.raw({ limit: '2mb' }), framework.static(join(fixtures, 'public')));
  app.post('/json', (request, response) => void response.json({ got: request.body }));
  app.post('/form', (request, response) => void response.json(request.body));
  app.post('/text', (request, response) => void response.json({ got: request.body }));
  app.post('/bytes', (request, response) => {
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    response.json({ length: body.length, hash: createHash('sha256').update(body).digest('hex') });
  });
  app.get(
    '/query',
    (request, response) => void response.json({ url: request.originalUrl, q: request.query }),
  );
  app.get('/part/:part', (request, response) => void response.json(request.params));
  app.get('/record', (_request, response) => void response.json(samples.record));
  app.get('/html', (_request, response) => void response.send('<h1>robots</h1>'));
  app.get('/png', (_request, response) => void response.type('png').send(samples.png));
  app.get('/octets', (_request, response) => void response.send(samples.bytes));
  app.get('/wasm', (_request, response) => void response.type('wasm').send(samples.bytes));
  app.get('/font', (_request, response) => void response.type('woff2').send(samples.bytes));
  app.get('/utf8', (_request, response) => void response.send(samples.page));
  app.get('/scalar', (request, response) => {
    response.json(JSON.parse(Object.keys(request.query)[0] ?? 'null'));
  });
  app.get('/big', (_request, response) => void response.type('txt').send(samples.big));
  app.get('/cookies', (_request, response) => {
    response.cookie('a', '1').cookie('b', '2', { httpOnly: true }).send('set');
  });
  app.get('/repeated', (_request, response) => {
    response
      .append('Link', '<a>; rel=prev')
      .append('Link', '<b>; rel=next')
      .set('X-Number', '7')
      .send('linked');
  });
  app.get('/empty', (_request, response) => void response.status(204).end());
  app.get('/throws', () => {
    throw Object.assign(new Error('thrown'), { status: 418, expose: true, stack: 'thrown' });
  });
  app.get('/rejects', (async (_request, _response, next) => {
    await null;
    // Express 4 wants to be told; 5 would notice a rejection by itself.
    next(Object.assign(new Error('rejected'), { stack: 'rejected' }));
  }) as RequestHandler);
  app.get('/slow', (_request, response) => void setTimeout(() => response.send('late'), 20));
  app.get('/file', (_request, response) =>
    response.sendFile('robot.txt', { root: fixtures, lastModified: false }),
  );
  app.use('/files', framework.static(fixtures, { lastModified: false }));
  app.get('/address', (request: Request, response) => {
    const { ip, protocol, hostname, secure, httpVersion } = request;
    response.json({ ip, protocol, hostname, secure, httpVersion, host: request.get('host') });
  });
  app.get('/redirect', (_request, response) => response.redirect('/html'));
  return app;
}

const isStream = (path: string): boolean => !idiomatic.has(path);
const idiomatic = new Set(
  (
    '/json /form /text /bytes /query /record /html /png /octets /wasm /font /utf8 /scalar /big /cookies /repeated ' +
    '/empty /throws /rejects /slow /file /files/robot.txt /address'
  ).split(' '),
);
