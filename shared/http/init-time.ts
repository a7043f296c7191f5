import { setTimeout as delay } from 'node:timers/promises';
import * as z from 'zod';
import { authorizationOf } from '../actions/authorization.ts';
import { safeParseJson } from '../parse.ts';
import { addressOf } from './address.ts';
import { defaultDeadlineMs, type HttpResponse } from './client.ts';
import { exchange } from './exchange.ts';

const record = z.object({ annotations: z.array(z.looseObject({ key: z.string(), value: z.unknown() })) });

/** How often, and after how many milliseconds, a record is asked for that is not there yet. */
const [tries, everyMs] = [20, 100];

/**
 * Milliseconds that OpenWhisk has taken to start an instance for a call, whose response this is. 0 for an instance that was there, for a
 * process, and when the activation cannot be read, for which this process needs OW_AUTH. `url` is what was called.
 */
export async function initMsOf(url: string, { headers }: HttpResponse): Promise<number> {
  const id = headers['x-openwhisk-activation-id'];
  const key = process.env.OW_AUTH;
  if (typeof id !== 'string' || id === '' || key === undefined) return 0;
  const address = addressOf(url);
  const path = `${address.path.split('/api/v1/web/', 1)[0]}/api/v1/namespaces/_/activations/${id}`;
  const request = {
    method: 'GET',
    headers: { authorization: authorizationOf(key) },
    signal: AbortSignal.timeout(defaultDeadlineMs),
  };
  for (let left = tries; left > 0; left -= 1) {
    const { status, text } = await exchange({ ...address, path }, request);
    if (status === 200) return initTimeIn(text);
    if (status !== 404) return 0;
    await delay(everyMs);
  }
  return 0;
}

function initTimeIn(text: string): number {
  const found = safeParseJson(record, text)?.annotations.find(({ key }) => key === 'initTime');
  return Number(found?.value ?? 0);
}
