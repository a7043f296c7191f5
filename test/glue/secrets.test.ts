import assert from 'node:assert/strict';
import type { RequestListener } from 'node:http';
import { describe, it } from 'node:test';
import { injectRequest } from '#shared/glue/inject-request';
import { keepListener } from '#shared/glue/keep-listener';
import type { WebAction } from '#shared/glue/web-action';
import { type Asked, throughController } from './harness.ts';
import { bypassService } from './services/bypass.ts';
import { plainRoutes, plainService } from './services/plain.ts';

/** Bound parameters, among them some that look like parts of a request. */
const bound = {
  PASSWORD: 'hidden-1',
  password: 'hidden-2',
  headers: { authorization: 'hidden-3' },
  query: 'hidden-4',
  url: '/hidden-5',
  body: 'hidden-6',
  __ow_user: 'hidden-7',
};
const reflect: RequestListener = (request, response) => {
  const { method, url, headers, rawHeaders } = request;
  const own = Object.entries(request).filter(([, value]) => typeof value !== 'object');
  response.end(JSON.stringify({ method, url, headers, rawHeaders, own: own.map(String) }));
};
const actions: Record<string, WebAction> = {
  keepListener: keepListener(plainService()),
  injectRequest: injectRequest(plainService()),
  bypassListener: bypassService(),
};

describe('secrets', () => {
  for (const [strategy, glue] of Object.entries({ keepListener, injectRequest })) {
    it(`${strategy}: bound parameters are no part of a request`, async () => {
      const ask = throughController(glue(reflect), bound);
      for (const asked of [{ url: '/a?b=c' }, { method: 'POST', url: '/', body: 'x' }]) {
        assert.doesNotMatch((await ask(asked)).body.toString(), /hidden/);
      }
    });
  }

  for (const [strategy, action] of Object.entries(actions)) {
    it(`${strategy}: nothing of a request but its method and path is logged`, async () => {
      const log = await written(async () => {
        const ask = throughController(action, bound);
        const headers = { authorization: 'Bearer hidden-8', cookie: 'session=hidden-9' };
        const requests: Asked[] = Object.keys(plainRoutes([]))
          .filter((path) => !['/never', '/json', '/scalar'].includes(path))
          .map((path) => ({ url: `${path}?key=%22hidden-10%22`, headers }));
        requests.push({ method: 'POST', url: '/text', headers, body: 'hidden-11' });
        requests.push({ method: 'POST', url: '/nowhere', headers, body: 'hidden-12' });
        for (const request of requests) await ask(request);
        process.env.__OW_DEADLINE = String(Date.now() + 50);
        const never = ask({ url: '/never?key=hidden-13', headers });
        delete process.env.__OW_DEADLINE;
        assert.equal((await never).status, 504);
      });
      assert.doesNotMatch(log, /hidden/);
    });
  }
});

/** The text written to standard output and standard error meanwhile; the bytes there are the test runner's reports. */
async function written(work: () => Promise<void>): Promise<string> {
  const streams = [process.stdout, process.stderr];
  const originals = streams.map(({ write }) => write);
  const lines: string[] = [];
  streams.forEach((stream, i) => {
    const write = originals[i] as (...args: unknown[]) => boolean;
    stream.write = ((...args: unknown[]) =>
      typeof args[0] === 'string'
        ? lines.push(args[0]) > 0
        : write.apply(stream, args)) as typeof stream.write;
  });
  try {
    await work();
  } finally {
    streams.forEach((stream, i) => {
      stream.write = originals[i] as typeof stream.write;
    });
  }
  return lines.join('');
}
