import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { call } from '#shared/http/client';
import { initMsOf } from '#shared/http/init-time';
import { withTrace, withWait } from '#shared/observe/context';
import { readServerTiming, serverTiming } from '#shared/observe/server-timing';
import { serving } from '#test/harness/serving';

describe('the times of a response', () => {
  it('say what the service has spent on the request', async () => {
    const header = await withTrace(undefined, async () => {
      await withWait('store', () => delay(30));
      await withWait('init', () => delay(20));
      return serverTiming();
    });
    const { init, compute, store } = readServerTiming(header);
    assert.ok(store >= 29 && init >= 19 && compute >= 0, header);
  });

  it('are 0 where nothing is said', () => {
    const nothing = { init: 0, compute: 0, store: 0 };
    for (const header of [undefined, '', 'cache;desc="hit"'])
      assert.deepEqual(readServerTiming(header), nothing);
  });
});

describe('the start of an instance for a call', () => {
  const serve = serving();
  beforeEach(() => {
    process.env.OW_AUTH = 'uuid:key';
  });
  afterEach(() => {
    delete process.env.OW_AUTH;
  });

  /** An OpenWhisk that has the record of an activation at the second question. */
  async function initMs(annotations: object[]): Promise<number> {
    let questions = 0;
    const apihost = await serve(({ url = '' }, response) => {
      const isCall = url.startsWith('/api/v1/web/');
      if (isCall) response.setHeader('x-openwhisk-activation-id', 'a'.repeat(32));
      else questions += 1;
      response.statusCode = isCall || questions > 1 ? 200 : 404;
      response.end(isCall ? '{}' : JSON.stringify({ annotations }));
    });
    const url = `${apihost}/api/v1/web/guest/app/clsi`;
    return initMsOf(url, await call(url, { deadlineMs: 60_000 }));
  }

  it('is in the record of the activation, and is 0 for an instance that was there', async () => {
    const kind = { key: 'kind', value: 'nodejs:20' };
    assert.equal(await initMs([kind, { key: 'initTime', value: 287 }]), 287);
    assert.equal(await initMs([kind]), 0);
  });

  it('is 0 for a process, and for whoever may not read activations', async () => {
    const url = await serve((_request, response) => void response.end('{}'));
    assert.equal(await initMsOf(url, await call(url, { deadlineMs: 60_000 })), 0);
    delete process.env.OW_AUTH;
    assert.equal(await initMs([{ key: 'initTime', value: 287 }]), 0);
  });
});
