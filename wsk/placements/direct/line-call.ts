import type { IncomingHttpHeaders } from 'node:http';
import type { Response } from '../../platform/activations/activations.ts';
import { limits } from '../../platform/entities/limits.ts';
import { classifyRun, isPlainSuccess } from '../../platform/invoke/outcome.ts';
import type { DirectAnswer } from '../../platform/server/frame-answer.ts';
import { refused, send } from '../../platform/server/http.ts';
import { transactionOf } from '../../platform/server/transaction.ts';
import { answerOf, corsHeaders } from '../../platform/web/web-answer.ts';
import { readWebRequest, reserved } from '../../platform/web/web-request.ts';
import type { Line } from './protocol.ts';

/** A status of the runtime contract and the text of the result. */
export interface Reply {
  status: number;
  text: string;
}

/** A call that came over a line. */
export interface LineCall {
  args: Record<string, unknown>;
  transactionId: string;
  /** Sends what the reply means to the caller; answers whether the process may be used again. */
  answer(to: DirectAnswer, activationId: string, reply: Reply): boolean;
}

/** What a call of a web action says before its body. */
export interface CallHead {
  method: string;
  /** What follows the action's name in the URL. */
  url: string;
  headers: Record<string, string>;
}

/** What has to be known of the called action to read a call. */
export type Called = Pick<Line, 'kind' | 'parameters' | 'settled'>;

/** Reads an invocation with its transaction's id or ''; undefined when it is unusual enough that the platform has to look at it. */
export function readInvocation(called: Called, transaction: string, body: Buffer): LineCall | undefined {
  if (body.length > limits.payload) return undefined;
  let args: unknown;
  try {
    args = JSON.parse(body.toString());
  } catch {
    return undefined;
  }
  if (typeof args !== 'object' || args === null || Array.isArray(args)) return undefined;
  const given = argsOf(called, args as Record<string, unknown>);
  if (given === undefined) return undefined;
  const transactionId = transactionOf(transaction);
  return {
    args: given,
    transactionId,
    answer(to, activationId, { status: code, text }) {
      if (isPlainSuccess(code, text)) {
        to.result(activationId, text);
        return true;
      }
      const own: [string, string][] = [['x-openwhisk-activation-id', activationId]];
      const { success, result, status } = classify(code, text);
      send(to, { status: success ? 200 : 502, json: result, headers: own }, transactionId, []);
      return status !== 'action developer error';
    },
  };
}

// Dots, brackets and broken percent signs in a path mean something else than they say.
const unusual = /\/\.|[[\]#]|%(?![0-9a-fA-F]{2})/;

/** Reads a call of a web action; undefined when it is unusual enough that the platform has to look at it. */
export function readWebCall(called: Called, head: CallHead, body: Buffer): LineCall | undefined {
  if (body.length > limits.payload) return undefined;
  const { method, url, headers: given } = head;
  const headers: IncomingHttpHeaders = {};
  for (const name in given) headers[name.toLowerCase()] = given[name];
  const followed = url === '' || url.startsWith('/') || url.startsWith('?');
  if (!followed || unusual.test(url) || method === 'OPTIONS' || 'authorization' in headers) return undefined;
  const at = url.indexOf('?');
  const path = at < 0 ? url : url.slice(0, at);
  const query = at < 0 ? '' : url.slice(at + 1);
  const transactionId = transactionOf(headers['x-request-id']);
  let read: ReturnType<typeof readWebRequest>;
  try {
    read = readWebRequest({ method, path, query, headers, body }, { raw: called.kind === 'raw' });
  } catch {
    return undefined;
  }
  for (const name of reserved) if (name in read.given) return undefined;
  const args = argsOf(called, { ...read.given, ...read.context });
  if (args === undefined) return undefined;
  return {
    args,
    transactionId,
    answer(to, activationId, { status, text }) {
      const response = classify(status, text);
      const cors = corsHeaders(headers['access-control-request-headers'] as string | undefined);
      const asked = { extension: 'http', accept: headers.accept, transactionId, activationId, cors } as const;
      try {
        const { answer, cors: before, bare } = answerOf(response, asked);
        send(to, answer, bare ? undefined : transactionId, before);
      } catch (error) {
        send(to, refused(error, transactionId).answer, transactionId, []);
      }
      return response.status !== 'action developer error';
    },
  };
}

/** The parameters of a call over those that the action has; undefined when it sets one that it must leave alone. */
function argsOf(called: Called, given: Record<string, unknown>): Record<string, unknown> | undefined {
  for (const name of called.settled) if (name in given) return undefined;
  return { ...called.parameters, ...given };
}

const classify = (status: number, text: string): Response =>
  classifyRun({ status, text, size: Buffer.byteLength(text), logs: [] });
