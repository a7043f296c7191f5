import assert from 'node:assert/strict';
import type { RequestListener } from 'node:http';
import { after, before, describe, it } from 'node:test';
import express from 'express';
import express4 from 'express4';
import { injectRequest } from '#shared/glue/inject-request';
import { keepListener } from '#shared/glue/keep-listener';
import { behaviours, further } from './behaviours.ts';
import { type Ask, realServer, throughController } from './harness.ts';
import { expressService } from './services/express.ts';
import { fastifyService, honoService, koaService } from './services/others.ts';
import { plainService } from './services/plain.ts';

const services: Record<string, () => RequestListener | Promise<RequestListener>> = {
  'Express 5': () => expressService(express),
  'Express 4': () => expressService(express4),
  'node:http': plainService,
  Fastify: fastifyService,
  Koa: koaService,
  Hono: honoService,
};
const strategies = { keepListener, injectRequest };

assert.equal(behaviours.length, 43);
for (const [framework, make] of Object.entries(services)) {
  describe(framework, () => {
    let truth: Ask;
    let close: () => void;
    before(async () => {
      const { ask, server } = await realServer(await make());
      truth = ask;
      close = () => server.close();
    });
    after(() => close());

    for (const [strategy, glue] of Object.entries(strategies)) {
      describe(strategy, () => {
        const ask = throughController(glue(Promise.resolve(make())), { SECRET: 'bound' });
        for (const { name, requests } of [...behaviours, ...further]) {
          it(name, async () => {
            for (const request of requests)
              assert.deepEqual(await ask(request), await truth(request), request.url);
          });
        }
      });
    }
  });
}
