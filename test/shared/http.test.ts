import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createGunzip, createGzip } from 'node:zlib';
import supertest from 'supertest';
import * as z from 'zod';
import { actionClient, actionUrl } from '#shared/actions/client';
import { conflict, errorKinds, isKind, isTransient, ServiceError } from '#shared/errors';
import { call, failure, jsonOf, readResponse } from '#shared/http/client';
import { HttpError, kindOf, statusOf } from '#shared/http/errors';
import { errorHandler, service } from '#shared/http/service';
import { withTrace } from '#shared/observe/context';
import { serving } from '#test/harness/serving';

const serve = serving();

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

  it('goes compressed when it is too large for an action, and takes a compressed answer', async () => {
    const url = await serve((request, response) => {
      const unpacked =
        request.headers['content-encoding'] === 'gzip' ? request.pipe(createGunzip()) : request;
      const accepted = String(request.headers['accept-encoding']);
      response.writeHead(200, { 'content-encoding': accepted });
      unpacked.pipe(createGzip()).pipe(response);
    });
    for (const length of [10, 2 * 1024 * 1024]) {
      const json = { text: 'é'.repeat(length) };
      const answer = await call(url, { method: 'POST', json });
      assert.deepEqual(jsonOf(answer), json);
    }
    const sizes: number[] = [];
    const counting = await serve(async (request, response) => {
      sizes.push(Number(request.headers['content-length']));
      request.resume();
      response.end('{}');
    });
    await call(counting, { method: 'POST', json: 'x'.repeat(2 * 1024 * 1024) });
    assert.ok((sizes[0] ?? 0) < 512 * 1024, `${sizes[0]} bytes`);
  });

  it('fails when the answer says that it is compressed and is not', async () => {
    const url = await serve((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end('plain');
    });
    await assert.rejects(call(url), { kind: 'unavailable' });
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

  /** A server that responds to GET /first, and dies while it handles any other request; and the requests that it has read. */
  async function dyingServer(): Promise<{ url: string; handled: string[] }> {
    const handled: string[] = [];
    const url = await serve(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += String(chunk);
      if (request.url === '/first') return void response.end('kept alive');
      handled.push(`${request.method} ${body}`.trimEnd());
      request.socket.resetAndDestroy();
    });
    return { url, handled };
  }

  it('sends a request again over a connection that was open, if it may be handled twice', async () => {
    const { url, handled } = await dyingServer();
    for (const method of ['GET', 'PUT', 'DELETE'] as const) {
      handled.length = 0;
      await call(`${url}/first`);
      await assert.rejects(call(`${url}/any`, { method }), (error) => isKind(error, 'unavailable'));
      assert.deepEqual(handled, [method, method]);
    }
  });

  it('never sends a POST twice, because a server that dies may have handled it', async () => {
    const { url, handled } = await dyingServer();
    const action = actionClient(actionUrl(url, 'shop/dispatch'), 'uuid:key');
    const posts = [
      () => call(`${url}/orders`, { method: 'POST', json: {} }),
      () => action.start({}),
      () => action.invoke({}),
    ];
    for (const post of posts) {
      handled.length = 0;
      await call(`${url}/first`);
      await assert.rejects(post(), (error) => isKind(error, 'unavailable'));
      assert.deepEqual(handled, ['POST {}']);
    }
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
    assert.ok(isKind(failed(504), 'deadline-exceeded'));
    for (const status of [408, 429, 503]) assert.ok(isKind(failed(status), 'unavailable'), `${status}`);
    assert.equal(failed(503).message, 'the cart service answered 503');
  });

  it('that was refused is no outage, and no mistake of our own caller', () => {
    for (const status of [301, 400, 401, 403, 404, 405, 409, 413, 415, 422, 500, 502]) {
      const error = failure('cart', { status, headers: {}, text: '' });
      assert.ok(!isTransient(error), `${status}`);
      assert.equal(statusOf(error), 500);
      assert.equal(error.message, `the cart service answered ${status}`);
    }
  });

  it('tells by the status of the answer what is wrong', () => {
    const kinds = {
      invalid: [400, 405, 406, 411, 415, 422],
      unauthenticated: [401],
      forbidden: [403],
      'not-found': [404, 410],
      conflict: [409, 412],
      'too-large': [413, 414, 431],
      unavailable: [408, 429, 503],
      'deadline-exceeded': [504],
    };
    for (const [kind, statuses] of Object.entries(kinds))
      for (const status of statuses) assert.equal(kindOf(status), kind, `${status}`);
    for (const status of [200, 204, 301, 500, 501, 502]) assert.equal(kindOf(status), undefined, `${status}`);
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
  app.get('/missing', (_request, response) => response.sendFile('/no/such/file'));
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

  it('answers what Express refuses without showing why, such as the path of a file', async () => {
    await supertest(app).get('/missing').expect(404, 'Not Found');
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
