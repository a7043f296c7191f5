// Two actions that call another action repeatedly, over HTTP and by invocation, for the tests of direct channels.
import assert from 'node:assert/strict';
import type { Plugin } from 'esbuild';
import { unixSocketUrl } from '#shared/http/address';
import { bundled, putAction, recordOf, type TestPlatform } from '../../helper.ts';

const caller = `
  import { addressOf } from '#shared/http/address';
  import { exchange } from '#shared/http/exchange';
  export async function main({ api, name, times = 1, json = {}, ms = 5000, path = '' }) {
    const url = api + '/api/v1/web/guest/default/' + name + path;
    const answers = [];
    for (let i = 0; i < times; i += 1) {
      const body = JSON.stringify({ ...json, i });
      const sent = { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) };
      const request = { method: 'POST', headers: sent, body, signal: AbortSignal.timeout(ms) };
      const { status, text, headers } = await exchange(addressOf(url), request);
      answers.push({ status, text, headers });
    }
    return { answers };
  }`;
const invoker = `
  import { actionClient, actionUrl } from '#shared/actions/client';
  export async function main({ api, key, name, times = 1, json = {} }) {
    const action = actionClient(actionUrl(api, 'channels/' + name), key);
    const answers = [];
    for (let i = 0; i < times; i += 1) {
      const work = action.invoke({ ...json, i });
      answers.push(await work.catch((error) => ({ failed: error.message })));
    }
    return { answers };
  }`;

/** The response to a web call, as the calling action received it. */
export interface WebCallResponse {
  status: number;
  text: string;
  headers: Record<string, string>;
}

/** Calls the action `name` several times, one call after the other, and returns the responses. */
export interface Callers {
  callWeb(name: string, times: number, more?: object): Promise<WebCallResponse[]>;
  /** Invokes an action of the package `channels`. */
  invoke(name: string, times: number, json?: object): Promise<Record<string, unknown>[]>;
}

/** Deploys the calling actions, `caller` and `invoker`, to a platform; they call over its Unix socket. */
export async function putCallers(platform: TestPlatform, plugins: Plugin[]): Promise<Callers> {
  const limits = { concurrency: 16 };
  const parameters = { api: unixSocketUrl(platform.socket), key: platform.key };
  await platform.ow.packages.update({ name: 'channels' });
  await putAction(platform, 'caller', await bundled(caller, plugins), { limits, parameters });
  await putAction(platform, 'invoker', await bundled(invoker, plugins), { limits, parameters });
  return {
    async callWeb(name, times, more = {}) {
      const { response } = await recordOf(platform, 'caller', { name, times, ...more });
      assert.equal(response.status, 'success', JSON.stringify(response));
      return response.result.answers as WebCallResponse[];
    },
    async invoke(name, times, json = {}) {
      const record = await recordOf(platform, 'invoker', { name, times, json });
      return record.response.result.answers as Record<string, unknown>[];
    },
  };
}
