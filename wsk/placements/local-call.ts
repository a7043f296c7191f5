import type { IncomingHttpHeaders } from 'node:http';
import { bodyText } from '#shared/http/body-text';
import type { HttpResponse } from '#shared/http/exchange';
import type { ActivationResponse } from '../platform/activations/activation-record.ts';
import { limits } from '../platform/entities/limits.ts';
import { classifyRun, isPlainSuccess } from '../platform/invoke/outcome.ts';
import { errorResponse, type RawResponse, render } from '../platform/server/response.ts';
import { transactionOf } from '../platform/server/transaction.ts';
import { corsHeaders, responseOf } from '../platform/web/outcome-response.ts';
import { readWebRequest, reserved } from '../platform/web/web-request.ts';

/** A reply of the called action: a status of the runtime contract and the JSON text of the result. */
export interface Reply {
  status: number;
  text: string;
}

/** A call of one action by another. `url` is the part after the action's name; it is empty for an invocation. */
export interface CallRequest {
  method: string;
  url: string;
  headers: Record<string, string>;
  body: Buffer;
}

/** The properties of an action that determine the arguments of a call. */
export interface Callee {
  /** The kind of call: to a web action, to a raw web action, or a blocking invocation. */
  kind: 'web' | 'raw' | 'invoke';
  /** The parameters of the action; those of a call override them. */
  parameters: Record<string, unknown>;
  /** The names of parameters that a call must not set, because they are final or environment variables. */
  fixed: string[];
}

/** A call without the platform: its arguments, and its response, are those that the platform would make. */
export interface LocalCall {
  args: Record<string, unknown>;
  transactionId: string;
  /** The response to the caller, and whether the process of the called action may be used again. */
  respond(activationId: string, reply: Reply): { response: RawResponse; isReusable: boolean };
}

/** Parses a call; undefined for a call that only the platform can handle, for example one with an Authorization header. */
export function readCall(callee: Callee, request: CallRequest): LocalCall | undefined {
  if (request.body.length > limits.payload) return undefined;
  return callee.kind === 'invoke' ? readInvocation(callee, request) : readWebCall(callee, request);
}

function readInvocation(callee: Callee, { headers, body }: CallRequest): LocalCall | undefined {
  if (headers['content-type'] !== 'application/json') return undefined;
  const value = parseJson(body.toString());
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const args = argumentsOf(callee, value as Record<string, unknown>);
  if (args === undefined) return undefined;
  const transactionId = transactionOf(headers['x-request-id']);
  return {
    args,
    transactionId,
    respond(activationId, reply) {
      const id: [string, string][] = [['x-openwhisk-activation-id', activationId]];
      if (isPlainSuccess(reply.status, reply.text)) {
        const type: [string, string][] = [['Content-Type', 'application/json']];
        const response = { status: 200, body: reply.text, headers: type };
        return { response: render(response, transactionId, id), isReusable: true };
      }
      const { success, result, status } = classify(reply);
      const response = { status: success ? 200 : 502, json: result };
      return {
        response: render(response, transactionId, id),
        isReusable: status !== 'action developer error',
      };
    },
  };
}

// The platform handles paths with dot segments, brackets and broken percent sequences in a special way.
const specialPath = /\/\.|[[\]#]|%(?![0-9a-fA-F]{2})/;

function readWebCall(
  callee: Callee,
  { method, url, headers: given, body }: CallRequest,
): LocalCall | undefined {
  // Frameworks read the header host, which Node's client also sends over a Unix socket.
  const headers: IncomingHttpHeaders = { host: 'localhost' };
  for (const name in given) headers[name.toLowerCase()] = given[name];
  const isSubPath = url === '' || url.startsWith('/') || url.startsWith('?');
  if (!isSubPath || specialPath.test(url) || method === 'OPTIONS' || 'authorization' in headers)
    return undefined;
  const at = url.indexOf('?');
  const path = at < 0 ? url : url.slice(0, at);
  const query = at < 0 ? '' : url.slice(at + 1);
  const transactionId = transactionOf(headers['x-request-id']);
  let read: ReturnType<typeof readWebRequest>;
  try {
    read = readWebRequest({ method, path, query, headers, body }, { raw: callee.kind === 'raw' });
  } catch {
    return undefined;
  }
  for (const name of reserved) if (name in read.fields) return undefined;
  const args = argumentsOf(callee, { ...read.fields, ...read.context });
  if (args === undefined) return undefined;
  return {
    args,
    transactionId,
    respond(activationId, reply) {
      const outcome = classify(reply);
      const cors = corsHeaders(headers['access-control-request-headers'] as string | undefined);
      const { accept } = headers;
      const context = { extension: 'http', accept, transactionId, activationId, cors } as const;
      const isReusable = outcome.status !== 'action developer error';
      try {
        const { response, cors: before, withoutTransactionId } = responseOf(outcome, context);
        return {
          response: render(response, withoutTransactionId ? undefined : transactionId, before),
          isReusable,
        };
      } catch (error) {
        return {
          response: render(errorResponse(error, transactionId).response, transactionId, []),
          isReusable,
        };
      }
    },
  };
}

/** The action's parameters merged with the fields of a call; undefined when the call sets a fixed parameter. */
function argumentsOf(callee: Callee, fields: Record<string, unknown>): Record<string, unknown> | undefined {
  for (const name of callee.fixed) if (name in fields) return undefined;
  return { ...callee.parameters, ...fields };
}

const classify = ({ status, text }: Reply): ActivationResponse =>
  classifyRun({ status, text, size: Buffer.byteLength(text), logs: [] });

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Converts a response with alternating header names and values into the type of `shared/http/exchange.ts`. */
export function httpResponseOf(status: number, headers: string[], body: Buffer): HttpResponse {
  const named: IncomingHttpHeaders = {};
  for (let at = 0; at < headers.length; at += 2) {
    const [name = '', value = ''] = [headers[at]?.toLowerCase(), headers[at + 1]];
    if (name === 'set-cookie') named[name] = [...(named[name] ?? []), value];
    else named[name] = value;
  }
  return { status, headers: named, text: bodyText(named, body) };
}
