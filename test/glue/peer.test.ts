import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import express from 'express';
import { injectRequest } from '#shared/glue/inject-request';
import { keepListener } from '#shared/glue/keep-listener';
import type { Service, WebAction } from '#shared/glue/web-action';
import { throughController } from './harness.ts';

const forwarded = {
  'x-forwarded-for': '203.0.113.9, 10.0.0.7',
  'x-forwarded-proto': 'https',
  'x-forwarded-host': 'shop.example',
};

/** Which peers an Express service trusts, and what it then sees of the client. */
const cases: [trust: unknown, ip: string, protocol: string, host: string][] = [
  [undefined, '127.0.0.1', 'http', 'robots.example'],
  [false, '127.0.0.1', 'http', 'robots.example'],
  ['loopback', '10.0.0.7', 'https', 'shop.example'],
  [['loopback', '10.0.0.0/8'], '203.0.113.9', 'https', 'shop.example'],
  ['127.0.0.0/8, uniquelocal', '203.0.113.9', 'https', 'shop.example'],
  [1, '10.0.0.7', 'https', 'shop.example'],
  [2, '203.0.113.9', 'https', 'shop.example'],
  ['192.0.2.0/24', '127.0.0.1', 'http', 'robots.example'],
];

const strategies: Record<string, (service: Service) => WebAction> = { injectRequest, keepListener };
for (const [strategy, glue] of Object.entries(strategies)) {
  describe(`${strategy}: the peer of a request is the platform, which is a proxy`, () => {
    for (const [trust, ...seen] of cases) {
      it(`trust proxy ${JSON.stringify(trust)}: ${seen.join(' ')}`, async () => {
        const app = express();
        if (trust !== undefined) app.set('trust proxy', trust);
        app.get('/', ({ ip, protocol, host }, response) => void response.json([ip, protocol, host]));
        const { body } = await throughController(glue(app))({ url: '/', headers: forwarded });
        assert.deepEqual(JSON.parse(body.toString()), seen);
      });
    }

    it('without forwarded headers there is no client to be seen', async () => {
      const app = express().set('trust proxy', 'loopback');
      app.get('/', ({ ip, socket }, response) => void response.json([ip, socket.remoteAddress]));
      const { body } = await throughController(glue(app))({ url: '/' });
      assert.deepEqual(JSON.parse(body.toString()), ['127.0.0.1', '127.0.0.1']);
    });
  });
}
