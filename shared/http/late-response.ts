import type { IncomingHttpHeaders } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import * as z from 'zod';
import { authorizationOf } from '../actions/authorization.ts';
import { decodeBody } from '../glue/body.ts';
import { safeParseJson } from '../parse.ts';
import type { Address } from './address.ts';
import { exchange } from './exchange.ts';
import type { ResponseHead } from './platform-failure.ts';

/** A response with its body, which may be compressed. */
export interface LateResponse extends ResponseHead {
  body: Buffer;
}

/** What a web action of ours has returned, in the record of its activation. */
const ended = z.object({
  response: z.object({
    result: z.object({
      statusCode: z.number(),
      headers: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
      body: z.string().default(''),
    }),
  }),
});

/** Milliseconds between two questions whether an activation has ended. */
const everyMs = 500;

/**
 * OpenWhisk lets a call of an action wait for 60 s. Then it answers 202 with the id of the activation, which goes on, and keeps what the
 * action returns. Resolves with that response as soon as it is there; with undefined when the process has no OW_AUTH, the key with which
 * activations can be read. `address` is that of the web action, and `head` belongs to the answer. Rejects when the activation has failed,
 * and when the signal aborts.
 */
export async function lateResponse(
  address: Address,
  head: ResponseHead,
  signal: AbortSignal,
): Promise<LateResponse | undefined> {
  const id = head.headers['x-openwhisk-activation-id'];
  const key = process.env.OW_AUTH;
  if (typeof id !== 'string' || key === undefined) return undefined;
  const path = `${address.path.split('/api/v1/web/', 1)[0]}/api/v1/namespaces/_/activations/${id}`;
  const request = { method: 'GET', headers: { authorization: authorizationOf(key) }, signal };
  for (;;) {
    const { status, text } = await exchange({ ...address, path }, request);
    if (status === 200) return responseOf(text, id);
    // An activation that goes on has no record yet.
    if (status !== 404) throw new Error(`OpenWhisk answered ${status} for the activation ${id}`);
    await delay(everyMs, undefined, { signal });
  }
}

function responseOf(record: string, id: string): LateResponse {
  const result = safeParseJson(ended, record)?.response.result;
  if (result === undefined) throw new Error(`the activation ${id} has failed`);
  const { statusCode: status, headers } = result;
  return { status, headers: headers as IncomingHttpHeaders, body: decodeBody(result) };
}
