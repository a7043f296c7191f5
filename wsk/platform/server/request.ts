import { isUtf8 } from 'node:buffer';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { numberText, parseExact } from './exact-json.ts';
import { malformed, tooLarge, unsupportedType } from './refusal.ts';
import { transactionOf } from './transaction.ts';

/** A request to the platform. It is created once at the ingress and passed through unchanged. */
export interface PlatformRequest {
  method: string;
  /** The request target as it was sent, with the query; for error texts. */
  target: string;
  /** The encoded path; its dot segments are resolved. */
  path: string;
  /** The encoded query without `?`. */
  query: string;
  headers: IncomingHttpHeaders;
  /** Names and values alternating, as they were sent. */
  rawHeaders: string[];
  /** The value of the header x-request-id if it is valid, else a new id. */
  transactionId: string;
  /** Reads the body. Rejects with 413 for more than `limit` bytes; that response has CORS headers unless `cors` is false. */
  readBody(limit: number, cors?: boolean): Promise<Buffer>;
}

/** Creates the request object of a request that Node's server has received. */
export function requestOf(incoming: IncomingMessage): PlatformRequest {
  const { method = 'GET', url = '/', headers, rawHeaders } = incoming;
  const at = url.indexOf('?');
  return {
    method,
    target: url,
    path: resolveDots(at < 0 ? url : url.slice(0, at)),
    query: at < 0 ? '' : url.slice(at + 1),
    headers,
    rawHeaders,
    transactionId: transactionOf(headers['x-request-id']),
    readBody: (limit, cors = true) => readBody(incoming, limit, cors),
  };
}

function resolveDots(path: string): string {
  if (!/\/(\.|%2e)/i.test(path)) return path;
  const resolved: string[] = [];
  const parts = path.split('/');
  for (const [index, part] of parts.entries()) {
    const plain = part.replace(/%2e/gi, '.');
    const dots = plain === '.' || plain === '..';
    if (plain === '..' && resolved.length > 1) resolved.pop();
    if (!dots) resolved.push(part);
    else if (index === parts.length - 1) resolved.push('');
  }
  return resolved.join('/');
}

function readBody(incoming: IncomingMessage, limit: number, cors: boolean): Promise<Buffer> {
  const declaredLength = Number(incoming.headers['content-length'] ?? 0);
  if (declaredLength > limit) return Promise.reject(tooLarge('request', declaredLength, limit, cors));
  if (declaredLength === 0 && incoming.headers['transfer-encoding'] === undefined)
    return Promise.resolve(Buffer.alloc(0));
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const keep = (chunk: Buffer): void => {
      size += chunk.length;
      chunks.push(chunk);
      if (size <= limit) return;
      incoming.off('data', keep);
      reject(tooLarge('request', size, limit, cors));
    };
    incoming.on('data', keep);
    incoming.on('end', () => resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)));
    incoming.on('error', reject);
  });
}

/** Reads the body as a JSON object. An empty body gives an empty object unless `required` is true. Throws 400, 413 or 415. */
export async function readObject(
  request: PlatformRequest,
  limit: number,
  required: boolean,
): Promise<Record<string, unknown>> {
  const body = await request.readBody(limit);
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (body.length === 0 && !required) return {};
  if (body.length > 0 && type !== 'application/json')
    throw unsupportedType(type || 'application/octet-stream');
  let value: unknown;
  try {
    if (!isUtf8(body)) throw new Error('it is not UTF-8');
    value = parseExact(body.toString());
  } catch (error) {
    throw malformed(`The request body is not JSON: ${(error as Error).message}`);
  }
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (isObject && numberText(value) === undefined) return value as Record<string, unknown>;
  throw malformed(
    `The request body must be a JSON object, not ${Array.isArray(value) ? 'an array' : (numberText(value) ?? String(value))}.`,
  );
}
