import type { RequestListener } from 'node:http';
import type { HttpBindings } from '@hono/node-server';
import { getRequestListener } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import fastify from 'fastify';
import { Hono } from 'hono';
import Koa from 'koa';
import { samples } from './events.ts';
import { type Plain, plainRoutes } from './plain.ts';

const partOf = (path: string): string => decodeURIComponent(path.slice('/part/'.length));

/** Fastify, with its own routes for JSON, texts, bytes, cookies, errors; the rest on the raw objects. */
export async function fastifyService(): Promise<RequestListener> {
  const app = fastify();
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
  const plain = plainRoutes([]);
  const native = {
    '/record': () => samples.record,
    '/html': (_request: unknown, reply: { type(type: string): { send(body: unknown): unknown } }) =>
      reply.type('text/html').send('<h1>robots</h1>'),
    '/png': (_request: unknown, reply: { type(type: string): { send(body: unknown): unknown } }) =>
      reply.type('image/png').send(samples.png),
    '/slow': async () => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      return 'late';
    },
    '/throws': () => {
      throw Object.assign(new Error('thrown'), { statusCode: 418 });
    },
    '/rejects': async () => Promise.reject(new Error('rejected')),
  };
  app.get('/part/:part', (request) => request.params);
  for (const [path, handler] of Object.entries(native)) app.get(path, handler as never);
  for (const [path, handler] of Object.entries(plain)) {
    if (path in native) continue;
    app.all(path, (request, reply) => {
      reply.hijack();
      void handler(request.raw, reply.raw);
    });
  }
  await app.ready();
  return (request, response) => app.routing(request, response);
}

/** Koa in the same way. */
export function koaService(): RequestListener {
  const app = new Koa();
  app.silent = true;
  const plain = plainRoutes([]);
  const native: Record<string, (context: Koa.Context) => unknown> = {
    '/record': (context) => {
      context.body = samples.record;
    },
    '/html': (context) => {
      context.body = '<h1>robots</h1>';
    },
    '/png': (context) => {
      context.type = 'image/png';
      context.body = samples.png;
    },
    '/cookies': (context) => {
      context.cookies.set('a', '1');
      context.cookies.set('b', '2');
      context.body = 'set';
    },
    '/empty': (context) => {
      context.status = 204;
    },
    '/throws': (context) => context.throw(418, 'thrown'),
    '/rejects': async () => Promise.reject(new Error('rejected')),
    '/address': (context) => {
      const { ip, protocol, host, secure } = context;
      context.body = { ip, protocol, host, secure };
    },
  };
  app.use(async (context) => {
    if (context.path.startsWith('/part/')) {
      context.body = { part: partOf(context.path) };
      return;
    }
    const handler = native[context.path];
    if (handler !== undefined) {
      await handler(context);
      return;
    }
    const raw = plain[context.path];
    if (raw === undefined) return;
    context.respond = false;
    void raw(context.req, context.res);
  });
  return app.callback() as RequestListener;
}

/** Hono for Node in the same way. */
export function honoService(): RequestListener {
  const app = new Hono<{ Bindings: HttpBindings }>();
  const plain: Record<string, Plain> = plainRoutes([]);
  app.get('/record', (context) => context.json(samples.record));
  app.get('/html', (context) => context.html('<h1>robots</h1>'));
  app.get('/png', (context) =>
    context.body(new Uint8Array(samples.png), 200, { 'Content-Type': 'image/png' }),
  );
  app.post('/json', async (context) => context.json({ got: await context.req.json() }));
  app.post('/text', async (context) => context.json({ got: await context.req.text() }));
  app.get('/part/:part', (context) => context.json({ part: context.req.param('part') }));
  app.get('/cookies', (context) => {
    context.header('Set-Cookie', 'a=1; Path=/', { append: true });
    context.header('Set-Cookie', 'b=2; HttpOnly', { append: true });
    return context.text('set');
  });
  app.get('/empty', (context) => context.body(null, 204));
  app.get('/throws', () => {
    throw new Error('thrown');
  });
  app.onError((error, context) => context.text(error.message, 500));
  app.all('*', (context) => {
    const raw = plain[context.req.path];
    if (raw === undefined) return context.notFound();
    void raw(context.env.incoming, context.env.outgoing as never);
    return RESPONSE_ALREADY_SENT;
  });
  return getRequestListener(app.fetch) as RequestListener;
}
