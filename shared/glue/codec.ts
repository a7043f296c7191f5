import { maxHeaderSize } from 'node:http';
import { HttpError } from '../http/errors.ts';
import { encodeBody } from './body.ts';
import { familyOf } from './media-type.ts';
import type { WebActionResult } from './web-action-result.ts';

/** What a raw web action is given; keys that do not begin with `__ow_` are bound parameters and never a request's. */
export interface WebActionParams {
  __ow_method?: string;
  __ow_path?: string;
  __ow_query?: string;
  __ow_headers?: Record<string, string>;
  __ow_body?: string;
}

/** A request as every strategy needs it. */
export interface GlueRequest {
  method: string;
  /** Path and query, still encoded. */
  url: string;
  /** Names in lower case; bytes beyond ASCII as Latin-1, as Node's server has them. */
  headers: Record<string, string>;
  body: Buffer;
}

/** An answer as every strategy gives it; header names in lower case. */
export interface GlueResponse {
  status: number;
  headers: Record<string, string | number | readonly string[] | undefined>;
  body: Buffer;
}

/** Headers of a request that belong to the connection over which it came. */
const ofConnection = new Set(
  'connection content-length expect keep-alive proxy-connection te trailer transfer-encoding upgrade'.split(
    ' ',
  ),
);
/** Headers of an answer that the platform writes itself. */
const ofPlatform = new Set('connection content-length date keep-alive trailer transfer-encoding'.split(' '));

/**
 * Reads a request from the parameters of a raw web action. Throws what Node's server would answer: 400 for a
 * character that cannot be in a request, 431 for headers beyond Node's limit.
 */
export function decodeRequest(params: WebActionParams): GlueRequest {
  const { __ow_headers: given, __ow_body: text = '', __ow_query: query } = params;
  const path = params.__ow_path || '/';
  const url = query ? `${path}?${query}` : path;
  if (/[^\x21-\x7e]/.test(url)) throw new HttpError(400, 'The path has characters that are not encoded.');
  const headers: Record<string, string> = {};
  let size = url.length;
  for (const name in given) {
    if (ofConnection.has(name)) continue;
    const value = asLatin1(String(given[name]));
    headers[name] = value;
    size += name.length + value.length;
  }
  if (size >= maxHeaderSize) throw new HttpError(431, `The headers have more than ${maxHeaderSize} bytes.`);
  const family = familyOf(headers['content-type']);
  const body = Buffer.from(text, family === 'text' || family === '+json' ? 'utf8' : 'base64');
  const method = (params.__ow_method ?? 'get').toUpperCase();
  if (body.length > 0 || /^P/.test(method)) headers['content-length'] = `${body.length}`;
  return { method, url, headers, body };
}

/** Writes an answer as the result of a raw web action. An answer that is too large becomes a 500 that says so. */
export function encodeResponse(response: GlueResponse, request: GlueRequest): WebActionResult {
  const headers: WebActionResult['headers'] = {};
  // The platform sends `*` itself, unless the action has the annotation `web-custom-options`; the deployment sets both together.
  const isPlatforms = (name: string): boolean =>
    ofPlatform.has(name) ||
    (name === 'access-control-allow-origin' && process.env.WEB_CUSTOM_OPTIONS !== 'true');
  for (const name in response.headers) {
    const value = response.headers[name];
    if (value === undefined || isPlatforms(name)) continue;
    headers[name] = Array.isArray(value) ? value.map(String) : `${value}`;
  }
  const result: WebActionResult = { statusCode: response.status, headers };
  const { status, body } = response;
  if (body.length > 0 && request.method !== 'HEAD' && status !== 204 && status !== 304) {
    encodeBody(result, body, request.headers['accept-encoding']);
  }
  return result;
}

/** A short answer of the glue itself. */
export const plainAnswer = (status: number, text: string): GlueResponse => ({
  status,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body: Buffer.from(text),
});

/** OpenWhisk reads the bytes of a header as UTF-8, Node's server as Latin-1. */
function asLatin1(value: string): string {
  if (!/[^\t\x20-\x7e]/.test(value)) return value;
  if (/[^\t\x20-\x7e\x80-\uffff]/.test(value)) throw new HttpError(400, 'A header has a control character.');
  return Buffer.from(value).toString('latin1');
}
