import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import express from 'express';
import { behaviours } from './behaviours.ts';
import { type Answered, type Ask, realServer, throughController } from './harness.ts';
import { expressService } from './services/express.ts';

/** Headers that the framework adds by itself, or that every service of ours has. */
const frameworks = 'accept-ranges cache-control etag timing-allow-origin x-powered-by'.split(' ');

const essence = ({ status, headers, body }: Answered) => {
  const own = Object.entries(headers).filter(([name]) => !frameworks.includes(name));
  return { status, headers: Object.fromEntries(own), body };
};

describe('bypassListener', async () => {
  process.env.LOG_LEVEL = 'silent';
  const { bypassService, lost } = await import('./services/bypass.ts');
  const bypassed = throughController(bypassService(), { SECRET: 'bound' });
  let truth: Ask;
  let close: () => void;
  before(async () => {
    const { ask, server } = await realServer(expressService(express));
    truth = ask;
    close = () => server.close();
  });
  after(() => close());

  for (const { name, requests } of behaviours) {
    if (name in lost) continue;
    it(name, async () => {
      for (const request of requests) {
        assert.deepEqual(essence(await bypassed(request)), essence(await truth(request)), request.url);
      }
    });
  }

  it('loses only what is listed', () => {
    const names = behaviours.map(({ name }) => name);
    assert.deepEqual(
      Object.keys(lost).filter((name) => !names.includes(name)),
      [],
    );
    assert.equal(behaviours.length - Object.keys(lost).length, 30);
  });

  it('answers errors in its own words', async () => {
    const [none, thrown, rejected] = await Promise.all(
      ['/nowhere', '/throws', '/rejects'].map((url) => bypassed({ url })),
    );
    assert.deepEqual([none?.status, thrown?.status, rejected?.status], [404, 418, 500]);
    assert.equal(thrown?.body.toString(), 'thrown');
    assert.equal(rejected?.body.toString(), 'internal error');
    const told = async (url: string): Promise<unknown[]> => {
      const { status, body } = await bypassed({ url });
      return [status, body.toString()];
    };
    assert.deepEqual(await told('/missing'), [404, 'there is no robot']);
    assert.deepEqual(await told('/part/%zz'), [400, 'the path is not encoded correctly']);
    assert.deepEqual(await told('/broken'), [500, 'internal error']);
  });
});
