import assert from 'node:assert/strict';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, describe, it } from 'node:test';
import supertest from 'supertest';
import * as z from 'zod';
import { conflict, errorKinds, isKind, ServiceError } from '#shared/errors';
import { call, failure, jsonOf, readResponse } from '#shared/http/client';
import { HttpError, statusOf } from '#shared/http/errors';
import { errorHandler, service } from '#shared/http/service';
import { withTrace } from '#shared/observe/context';

const servers: Server[] = [];
after(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('a call to another service', () => {
  it('returns any answer, also an error, and sends JSON and the trace', async () => {
    const url = await serve(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      response.statusCode = 418;
      response.end(
        JSON.stringify([
          request.method,
          request.headers.traceparent?.slice(3, 35),
          Buffer.concat(chunks).toString(),
        ]),
      );
    });
    await withTrace(undefined, async ({ traceId }) => {
      const answer = await call(`${url}/tea`, { method: 'POST', json: { milk: true } });
      assert.equal(answer.status, 418);
      assert.deepEqual(jsonOf(answer), ['POST', traceId, '{"milk":true}']);
    });
  });

  it('fails when the deadline passes, naming path and deadline', async () => {
    const url = await serve(() => undefined);
    await assert.rejects(call(`${url}/slow`, { deadlineMs: 50 }), (error) => {
      assert.ok(isKind(error, 'deadline-exceeded'));
      assert.match(error.message, /GET \/slow did not answer within 50 ms/);
      return true;
    });
  });

  it('is unavailable when nobody listens, or the connection breaks', async () => {
    const broken = await serve((request) => request.socket.destroy());
    for (const url of ['http://127.0.0.1:1/cart', broken])
      await assert.rejects(call(url), (error) => isKind(error, 'unavailable'));
  });

  it('reads what was agreed of the answer, and blames the service, not the caller, for anything else', () => {
    const product = z.object({ price: z.number('must be a number') });
    const answer = (text: string) => ({ status: 200, headers: {}, text });
    assert.deepEqual(readResponse(product, answer('{"price":5,"extra":1}'), 'the product'), { price: 5 });
    for (const text of ['{"price":"hunter2"}', 'hunter2', ''])
      assert.throws(
        () => readResponse(product, answer(text), 'the product'),
        (error) =>
          statusOf(error) === 502 &&
          /^cannot read the product: (?!.*hunter2)/.test(String((error as Error).message)),
      );
  });

  it('that was answered by a failure is a failure of the service, late or not', () => {
    const failed = (status: number) => failure('cart', { status, headers: {}, text: '' });
    assert.equal(failed(504).kind, 'deadline-exceeded');
    for (const status of [400, 404, 429, 500, 502, 503]) assert.equal(failed(status).kind, 'unavailable');
    assert.equal(failed(500).message, 'the cart service answered 500');
  });
});

describe('a service', () => {
  const app = service('test');
  app.get('/known', () => {
    throw conflict('the <cart> has changed');
  });
  app.get('/http', () => {
    throw new HttpError(410, 'gone');
  });
  app.get('/failing/:kind', ({ params: { kind } }) => {
    const known = errorKinds.find((each) => each === kind);
    throw known === undefined ? new Error(kind) : new ServiceError(known, `it is ${kind}`);
  });
  app.get('/foreign', () => {
    throw Object.assign(new Error('somebody else answered 404'), { status: 404 });
  });
  app.get('/named/:name', ({ params: { name } }, response) => void response.send(name));
  app.get('/decoding', () => void decodeURIComponent('%'));
  app.get('/unknown', async () => {
    throw new Error('password=hunter2');
  });
  app.post('/echo', (request, response) => void response.json(request.body));
  app.use(errorHandler());

  it('answers its own errors with their text, escaped', async () => {
    await supertest(app).get('/known').expect(409, 'the &lt;cart&gt; has changed');
  });

  it('answers each kind of error with its status', async () => {
    const statuses = {
      invalid: 400,
      unauthenticated: 401,
      forbidden: 403,
      'not-found': 404,
      conflict: 409,
      'too-large': 413,
      unavailable: 503,
      'deadline-exceeded': 504,
    };
    for (const kind of errorKinds)
      await supertest(app).get(`/failing/${kind}`).expect(statuses[kind], `it is ${kind}`);
    await supertest(app).get('/http').expect(410, 'gone');
  });

  it('refuses a path with a broken escape, and takes that for no defect of its own', async () => {
    for (const path of ['/named/%', '/named/%zz', '/named/%E0%A4', '/failing/%c3%28'])
      await supertest(app).get(path).expect(400, 'the path is not encoded correctly');
    await supertest(app).get('/named/%25').expect(200, '%');
    await supertest(app).get('/decoding').expect(500, 'internal error');
  });

  it('does not take the status of an error from elsewhere for its own', async () => {
    await supertest(app).get('/foreign').expect(500, 'internal error');
  });

  it('answers unknown errors plainly, without what they say', async () => {
    await supertest(app).get('/unknown').expect(500, 'internal error');
  });

  it('refuses a body that is no JSON or too large', async () => {
    await supertest(app).post('/echo').type('json').send('{"a":').expect(400);
    await supertest(app)
      .post('/echo')
      .send({ text: 'x'.repeat(200_000) })
      .expect(413);
  });
});
