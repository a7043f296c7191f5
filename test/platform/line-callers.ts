// Two actions that call another one again and again, over HTTP and through `invoke`: what lines are tested with.
import assert from 'node:assert/strict';
import { bundled, putAction, recordOf, type TestPlatform } from './helper.ts';

const caller = bundled(`
  import { call } from '#shared/http/client';
  export async function main({ name, times = 1, json = {}, ms = 5000, path = '' }) {
    const url = process.env.__OW_API_HOST + '/api/v1/web/guest/default/' + name + path;
    const answers = [];
    for (let i = 0; i < times; i += 1) {
      const { status, text, headers } = await call(url, { method: 'POST', json: { ...json, i }, deadlineMs: ms });
      answers.push({ status, text, headers });
    }
    return { answers };
  }`);
const invoker = bundled(`
  import { invokeAndWait } from '#shared/invoke/invoke';
  export async function main({ name, times = 1, json = {} }) {
    const answers = [];
    for (let i = 0; i < times; i += 1) {
      const work = invokeAndWait(name, { ...json, i });
      answers.push(await work.catch((error) => ({ failed: error.message })));
    }
    return { answers };
  }`);

/** An answer to a call over HTTP, as the calling action saw it. */
export interface Called {
  status: number;
  text: string;
  headers: Record<string, string>;
}

/** The ways to call an action `name` so often, one after the other; gives the answers. */
export interface Callers {
  callWeb(name: string, times: number, more?: object): Promise<Called[]>;
  invoke(name: string, times: number, json?: object): Promise<Record<string, unknown>[]>;
}

/** Puts the calling actions, `caller` and `invoker`, on a platform. */
export async function putCallers(platform: TestPlatform): Promise<Callers> {
  const limits = { concurrency: 16 };
  await putAction(platform, 'caller', caller, { limits });
  await putAction(platform, 'invoker', invoker, { limits, annotations: { 'provide-api-key': true } });
  return {
    async callWeb(name, times, more = {}) {
      const { response } = await recordOf(platform, 'caller', { name, times, ...more });
      assert.equal(response.status, 'success', JSON.stringify(response));
      return response.result.answers as Called[];
    },
    async invoke(name, times, json = {}) {
      const record = await recordOf(platform, 'invoker', { name, times, json });
      return record.response.result.answers as Record<string, unknown>[];
    },
  };
}
