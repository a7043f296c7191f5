import type { ActivationResponse } from '../activations/activation-record.ts';
import { accepts } from '../server/negotiate.ts';
import { badRequest, Refusal } from '../server/refusal.ts';
import type { PlatformResponse, RoutedResponse } from '../server/response.ts';
import { type Extension, toWebResponse } from './web-response.ts';

/** The properties of a web request that determine its response together with the action's outcome. */
export interface ResponseContext {
  extension: Extension;
  /** The request's Accept header. */
  accept: string | undefined;
  transactionId: string;
  activationId: string;
  cors: [string, string][];
}

const methods = 'OPTIONS, GET, DELETE, POST, PUT, HEAD, PATCH';
const defaultHeaders = 'Authorization, Origin, X-Requested-With, Content-Type, Accept, User-Agent';

/** Converts the outcome of a web action into the response to its request. Throws 406 when the Accept header excludes its type. */
export function responseOf(outcome: ActivationResponse, context: ResponseContext): RoutedResponse {
  const { transactionId } = context;
  const cors: [string, string][] = [...context.cors, ['x-openwhisk-activation-id', context.activationId]];
  const { status, result } = outcome;
  if (status !== 'success' && status !== 'application error') {
    const error = badRequest('The action failed; see its activation for the reason.');
    return { response: refusalResponse(error, transactionId), cors };
  }
  if (Array.isArray(result)) {
    const headers: [string, string][] = [['Content-Type', 'text/plain; charset=UTF-8']];
    const response = { status: 500, body: 'There was an internal server error.', headers };
    return { response, cors: [], withoutTransactionId: true };
  }
  const projected = status === 'success' ? result : (result as { error: unknown }).error;
  const response = toWebResponse(projected, context.extension, transactionId);
  const type = response.headers.find(([name]) => name === 'Content-Type')?.[1];
  if (type !== undefined && !accepts(context.accept, type)) {
    throw new Refusal(406, `The response has the type ${type}, which the Accept header excludes.`, false);
  }
  return { response, cors };
}

/** The CORS headers of web actions; `requested` is the request's header Access-Control-Request-Headers. */
export function corsHeaders(requested: string | undefined): [string, string][] {
  const names = requested?.split(/\s*,\s*/) ?? [' '];
  return [
    ['Access-Control-Allow-Origin', '*'],
    ['Access-Control-Allow-Methods', methods],
    ['Access-Control-Allow-Headers', names.every(isToken) ? names.join(', ') : defaultHeaders],
  ];
}

function isToken(text: string): boolean {
  return /^[\w!#$%&'*+.^`|~-]*$/.test(text);
}

/** The response to a web request that the platform refuses. */
export function refusalResponse(error: Refusal, transactionId: string): PlatformResponse {
  const body = JSON.stringify({ code: transactionId, error: error.message }, undefined, 2);
  return { status: error.status, body, headers: [['Content-Type', 'application/json']] };
}
