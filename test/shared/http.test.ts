import assert from 'node:assert/strict';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, describe, it } from 'node:test';
import supertest from 'supertest';
import { call, jsonOf } from '#shared/http/client';
import { HttpError } from '#shared/http/errors';
import { answerErrors, service } from '#shared/http/service';
import { withTimeLimit } from '#shared/http/time-limit';
import { inTrace } from '#shared/observe/context';

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
    await inTrace(undefined, async ({ traceId }) => {
      const answer = await call(`${url}/tea`, { method: 'POST', json: { milk: true } });
      assert.equal(answer.status, 418);
      assert.deepEqual(jsonOf(answer), ['POST', traceId, '{"milk":true}']);
    });
  });

  it('fails with 504 when the deadline passes, naming path and deadline', async () => {
    const url = await serve(() => undefined);
    await assert.rejects(call(`${url}/slow`, { deadlineMs: 50 }), (error: HttpError) => {
      assert.equal(error.status, 504);
      assert.match(error.message, /GET \/slow did not answer within 50 ms/);
      return true;
    });
  });

  it('fails with 503 when nobody listens', async () => {
    await assert.rejects(call('http://127.0.0.1:1/cart'), (error: HttpError) => error.status === 503);
  });
});

describe('a service', () => {
  const app = service('test');
  app.get('/known', () => {
    throw new HttpError(409, 'the <cart> has changed');
  });
  app.get('/unknown', async () => {
    throw new Error('password=hunter2');
  });
  app.post('/echo', (request, response) => void response.json(request.body));
  answerErrors(app);

  it('answers its own errors with their text, escaped', async () => {
    await supertest(app).get('/known').expect(409, 'the &lt;cart&gt; has changed');
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

describe('a time limit', () => {
  it('ends work that takes longer, and is nothing any more to work that has ended', async () => {
    const aborted = (signal: AbortSignal): Promise<never> =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error));
      });
    // A timer that does not keep the process alive is what the limit itself has.
    const alive = setInterval(() => undefined, 1000);
    await assert.rejects(withTimeLimit(20, aborted), { name: 'TimeoutError' });
    const ended = await withTimeLimit(20, async (signal) => signal);
    await new Promise((resolve) => setTimeout(resolve, 60));
    clearInterval(alive);
    assert.equal(ended.aborted, false);
  });
});
