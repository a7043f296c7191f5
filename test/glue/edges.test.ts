import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { after, before, describe, it } from 'node:test';
import express from 'express';
import { injectRequest } from '#shared/glue/inject-request';
import { keepListener } from '#shared/glue/keep-listener';
import type { Service, WebAction } from '#shared/glue/web-action';
import { eventually } from '#test/harness/eventually';
import { type Ask, controllersParams, realServer, throughController } from './harness.ts';
import { expressService } from './services/express.ts';
import { plainService } from './services/plain.ts';

const strategies: Record<string, (service: Service) => WebAction> = { keepListener, injectRequest };

/** Runs `work` with the limit of an activation that ends in `ms` milliseconds. */
async function withLimit<Result>(ms: number, work: () => Promise<Result>): Promise<Result> {
  process.env.__OW_DEADLINE = String(Date.now() + ms);
  const result = work();
  delete process.env.__OW_DEADLINE;
  return result;
}

for (const [strategy, glue] of Object.entries(strategies)) {
  describe(strategy, () => {
    const action = glue(expressService(express));
    const ask = throughController(action);
    let truth: Ask;
    let close: () => void;
    before(async () => {
      const { ask: asked, server } = await realServer(expressService(express));
      truth = asked;
      close = () => server.close();
    });
    after(() => close());

    it('keeps 200 requests at once apart', async () => {
      const app = express();
      app.get('/:id', async (request, response) => {
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 30));
        response.set('X-Id', request.params.id).json({ id: request.params.id, own: request.get('x-own') });
      });
      const own = throughController(glue(app));
      const ids = Array.from({ length: 200 }, (_, i) => `${i}`);
      const answers = await Promise.all(
        ids.map((id) => own({ url: `/${id}`, headers: { 'x-own': `o${id}` } })),
      );
      for (const [i, { headers, body }] of answers.entries()) {
        assert.deepEqual(headers['x-id'], [`${i}`]);
        assert.equal(body.toString(), `{"id":"${i}","own":"o${i}"}`);
      }
    });

    it('answers 504 before the limit when a handler never does, and goes on', async () => {
      const from = performance.now();
      const { status, body } = await withLimit(600, () => ask({ url: '/never' }));
      const took = performance.now() - from;
      assert.equal(status, 504);
      assert.match(body.toString(), /time limit/);
      assert.ok(took > 300 && took < 600, `after ${took} ms of 600`);
      await eventually(async () => {
        const { body: seen } = await ask({ url: '/seen' });
        assert.match(seen.toString(), /request:aborted.*response:close|response:close.*request:aborted/);
      });
      assert.equal((await ask({ url: '/html' })).status, 200);
    });

    it('gives each of several activations its own limit', async () => {
      const short = withLimit(200, () => ask({ url: '/never' }));
      const long = withLimit(60_000, () => ask({ url: '/slow' }));
      assert.deepEqual([(await long).status, (await short).status], [200, 504]);
    });

    it('leaves no descriptor behind when clients go away', async () => {
      await ask({ url: '/html' });
      const open = () => readdirSync('/proc/self/fd').length;
      const earlier = open();
      for (let i = 0; i < 20; i++) {
        await Promise.all([1, 2, 3].map(() => withLimit(40, () => ask({ url: '/never' }))));
      }
      await eventually(() => assert.ok(open() <= earlier + 2, `${open()} open, ${earlier} before`));
    });

    it('takes a body of 1 MiB, and answers with the largest result', async () => {
      const body = Buffer.alloc(1024 * 1024, 'r');
      const post = {
        method: 'POST',
        url: '/bytes',
        headers: { 'content-type': 'application/octet-stream' },
        body,
      };
      assert.deepEqual(await ask(post), await truth(post));
      const sized = throughController(
        glue((request: IncomingMessage, response: ServerResponse) => {
          response.setHeader('Content-Type', 'text/plain').end('x'.repeat(Number(request.url?.slice(1))));
        }),
      );
      const around = JSON.stringify({
        statusCode: 200,
        headers: { 'content-type': 'text/plain' },
        body: '',
      }).length;
      const most = 1024 * 1024 - around;
      assert.equal((await sized({ url: `/${most}` })).body.length, most);
      const { status, body: why } = await sized({ url: `/${most + 1}` });
      assert.equal(status, 413);
      assert.match(why.toString(), /more than an action can return/);
      const compressed = await sized({ url: `/${most + 1}`, headers: { 'accept-encoding': 'gzip' } });
      assert.deepEqual([compressed.status, compressed.headers['content-encoding']], [200, ['gzip']]);
    });

    it('takes paths as a server does, also those that try to leave', async () => {
      const paths =
        '/files/..%2f..%2fplain.ts /files/../plain.ts /files/%2e%2e/plain.ts //evil.example/html /files/%00 ' +
        '/part/%ff /part/..%2f..%2fetc%2fpasswd /../../../etc/passwd /html/ /HTML /%68tml';
      for (const url of paths.split(' ')) {
        const answer = await ask({ url });
        assert.deepEqual(answer, await truth({ url }), url);
        assert.doesNotMatch(answer.body.toString(), /import|root:/);
      }
    });

    it('refuses what no client could have sent', async () => {
      const params = controllersParams({ url: '/html' });
      for (const forged of [
        { ...params, __ow_headers: { 'x-a': 'b\r\nset-cookie: c=d' } },
        { ...params, __ow_headers: { 'x-a': 'nul\0' } },
        { ...params, __ow_path: '/html HTTP/1.1\r\nx-a: b' },
        { ...params, __ow_query: 'a=b c' },
      ]) {
        assert.equal((await action(forged)).statusCode, 400);
      }
    });

    it('reads headers as a server does: UTF-8, the last of several, and not too large', async () => {
      const app: RequestListener = (request, response) => {
        const { connection: _one, ...headers } = request.headers;
        const { connection: _two, ...distinct } = request.headersDistinct;
        response.end(JSON.stringify([headers, distinct, request.rawHeaders.includes('host')]));
      };
      const { ask: real, server } = await realServer(app);
      const own = throughController(glue(app));
      const cases: Record<string, string | string[]>[] = [
        { 'x-name': 'Zo\u00c3\u00ab', cookie: 'a=1; b=2' },
        { 'x-twice': ['first', 'last'] },
        { 'x-large': 'h'.repeat(8000) },
        { 'x-enormous': 'h'.repeat(20_000) },
        { connection: 'close', te: 'trailers', upgrade: 'websocket', expect: '100-continue' },
      ];
      for (const headers of cases) {
        const asked = { url: '/', headers: headers as Record<string, string> };
        const [mine, theirs] = [await own(asked), await real(asked).catch(() => undefined)];
        if ('x-enormous' in headers) assert.equal(mine.status, 431);
        else assert.deepEqual(mine, theirs);
      }
      server.close();
    });

    it('makes a service once, and from a promise', async () => {
      let made = 0;
      const make = async (): Promise<RequestListener> => {
        made++;
        await new Promise((resolve) => setTimeout(resolve, 10));
        return plainService();
      };
      const own = throughController(glue(make()));
      const answers = await Promise.all([1, 2, 3].map(() => own({ url: '/html' })));
      assert.deepEqual(
        answers.map(({ status }) => status),
        [200, 200, 200],
      );
      assert.equal(made, 1);
    });

    it('answers 500 for a listener that throws', async () => {
      const own = throughController(
        glue(() => {
          throw new Error('in the listener');
        }),
      );
      const written: string[] = [];
      const { write } = process.stderr;
      process.stderr.write = ((text: string) => written.push(text)) as never;
      try {
        assert.deepEqual(await own({ url: '/' }).then(({ status, body }) => [status, `${body}`]), [
          500,
          'internal error',
        ]);
      } finally {
        process.stderr.write = write;
      }
      assert.match(written.join(''), /in the listener/);
    });
  });
}
