import { gzipSync } from 'node:zlib';
import { isJsonType, isTextType } from './media-type.ts';

/** What a raw web action is given; keys that do not begin with `__ow_` are bound parameters and never a request's. */
export interface WebActionParams {
  __ow_method?: string;
  __ow_path?: string;
  __ow_query?: string;
  __ow_headers?: Record<string, string>;
  __ow_body?: string;
}

/** What a raw web action returns. */
export interface WebActionResult {
  statusCode: number;
  headers: Record<string, string | string[]>;
  body?: string;
}

/** A request as every strategy needs it. */
export interface GlueRequest {
  method: string;
  /** Path and query, still encoded. */
  url: string;
  headers: Record<string, string>;
  body: Buffer;
}

/** An answer as every strategy gives it; header names in lower case. */
export interface GlueResponse {
  status: number;
  headers: Record<string, string | number | string[] | undefined>;
  body: Buffer;
}

/** From this many bytes on an answer is compressed if the client takes it, because a result ends at 1 MiB. */
const compressFrom = 256 * 1024;
/** OpenWhisk's limit for a result, less room for the JSON around the body. */
const resultLimit = 1024 * 1024 - 16 * 1024;

/** Headers that the platform writes itself, or that belong to a connection. */
const dropped = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
  'content-length',
  'date',
  'access-control-allow-origin',
]);

/** Reads a request from the parameters of a raw web action. */
export function decodeRequest(params: WebActionParams): GlueRequest {
  const headers: Record<string, string> = { ...params.__ow_headers };
  const text = params.__ow_body ?? '';
  const body = Buffer.from(text, isTextType(headers['content-type']) ? 'utf8' : 'base64');
  delete headers['transfer-encoding'];
  delete headers['content-length'];
  if (body.length > 0) headers['content-length'] = String(body.length);
  const path = params.__ow_path || '/';
  return {
    method: (params.__ow_method ?? 'get').toUpperCase(),
    url: params.__ow_query ? `${path}?${params.__ow_query}` : path,
    headers,
    body,
  };
}

/** Writes an answer as the result of a raw web action. An answer that is too large becomes a 500 that says so. */
export function encodeResponse(response: GlueResponse, request: GlueRequest): WebActionResult {
  const headers: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(response.headers)) {
    if (value === undefined || dropped.has(name)) continue;
    headers[name] = Array.isArray(value) ? value : String(value);
  }
  const empty = request.method === 'HEAD' || response.status === 204 || response.status === 304;
  if (empty || response.body.length === 0) return { statusCode: response.status, headers };

  const type = String(headers['content-type'] ?? 'application/octet-stream');
  headers['content-type'] = type;
  const encoded = compress(response.body, headers, request);
  const body = headers['content-encoding'] === undefined ? asText(encoded, type) : asBinary(encoded, headers);
  if (body.length <= resultLimit) return { statusCode: response.status, headers, body };
  return {
    statusCode: 500,
    headers: { 'content-type': 'text/plain' },
    body: `The answer has ${response.body.length} bytes, more than an action can return; ask for less, or accept gzip.`,
  };
}

function compress(body: Buffer, headers: WebActionResult['headers'], request: GlueRequest): Buffer {
  const accepts = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
  if (body.length < compressFrom || headers['content-encoding'] !== undefined || !accepts) return body;
  headers['content-encoding'] = 'gzip';
  headers.vary = 'Accept-Encoding';
  return gzipSync(body, { level: 1 });
}

/** The platform decodes base64 for types that are not text, and for JSON that looks like base64. */
function asText(body: Buffer, type: string): string {
  if (isJsonType(type)) {
    const text = body.toString('utf8');
    return /^[A-Za-z0-9+/]*={0,2}$/.test(text) ? body.toString('base64') : text;
  }
  return body.toString(isTextType(type) ? 'utf8' : 'base64');
}

/** Compressed text has a text type but binary bytes; only as JSON or binary does the platform decode it. */
function asBinary(body: Buffer, headers: WebActionResult['headers']): string {
  const type = String(headers['content-type']);
  if (isTextType(type) && !isJsonType(type)) headers['content-type'] = 'application/octet-stream';
  return body.toString('base64');
}
