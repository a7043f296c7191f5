import type { IncomingHttpHeaders } from 'node:http';
import { type Outgoing, refused, send } from '../http.ts';
import { limits } from '../limits.ts';
import type { Line } from '../lines/line.ts';
import { classifyRun, isPlainSuccess } from '../outcome.ts';
import type { RuntimeReply } from '../runtime-connection.ts';
import { transactionOf } from '../transaction.ts';
import { answerOf, corsHeaders } from '../web-answer.ts';
import { readWebRequest, reserved } from '../web-request.ts';

/** A call that came over a line. */
export interface LineCall {
  args: Record<string, unknown>;
  transactionId: string;
  /** Sends what the reply means to the caller; answers whether the process may be used again. */
  answer(to: Outgoing, activationId: string, reply: RuntimeReply): boolean;
}

/** What a call says before its body. */
export interface CallHead {
  method: string;
  /** What follows the action's name in the URL. */
  url: string;
  headers: Record<string, string>;
}

/** What has to be known of the called action to read a call. */
export type Called = Pick<Line, 'kind' | 'parameters' | 'settled'>;

/** Reads a call; undefined when it is unusual enough that the platform has to look at it. */
export function readLineCall(line: Called, head: CallHead, body: Buffer): LineCall | undefined {
  if (body.length > limits.payload) return undefined;
  const { method, url, headers } = head;
  const call =
    line.kind === 'invoke' ? readInvocation(headers, body) : readWeb(line, method, url, headers, body);
  if (call === undefined || line.settled.some((name) => name in call.args)) return undefined;
  return { ...call, args: { ...line.parameters, ...call.args } };
}

function readInvocation(headers: Record<string, string>, body: Buffer): LineCall | undefined {
  if (headers['content-type'] !== 'application/json') return undefined;
  let args: unknown;
  try {
    args = JSON.parse(body.toString());
  } catch {
    return undefined;
  }
  if (typeof args !== 'object' || args === null || Array.isArray(args)) return undefined;
  const transactionId = transactionOf(headers['x-request-id']);
  return {
    args: args as Record<string, unknown>,
    transactionId,
    answer(to, activationId, reply) {
      const own: [string, string][] = [['x-openwhisk-activation-id', activationId]];
      if (isPlainSuccess(reply.status, reply.text)) {
        own.push(['Content-Type', 'application/json']);
        send(to, { status: 200, body: reply.text, headers: own }, transactionId, []);
        return true;
      }
      const { success, result, status } = classifyRun(reply);
      send(to, { status: success ? 200 : 502, json: result, headers: own }, transactionId, []);
      return status !== 'action developer error';
    },
  };
}

// Dots, brackets and broken percent signs in a path mean something else than they say.
const unusual = /\/\.|[[\]#]|%(?![0-9a-fA-F]{2})/;

function readWeb(
  line: Called,
  method: string,
  url: string,
  given: Record<string, string>,
  body: Buffer,
): LineCall | undefined {
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
    read = readWebRequest({ method, path, query, headers, body }, { raw: line.kind === 'raw' });
  } catch {
    return undefined;
  }
  for (const name of reserved) if (name in read.given) return undefined;
  return {
    args: { ...read.given, ...read.context },
    transactionId,
    answer(to, activationId, reply) {
      const response = classifyRun(reply);
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
