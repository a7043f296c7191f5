import { isUtf8 } from 'node:buffer';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { malformed, tooLarge, unsupportedType } from './refusal.ts';
import { transactionOf } from './transaction.ts';

/** A request to the platform: made once where it arrives and passed on unchanged. */
export interface PlatformRequest {
  method: string;
  /** As it was sent, with the query; for error texts. */
  target: string;
  /** The path, still encoded, its dot segments resolved. */
  path: string;
  /** Without `?`, still encoded. */
  query: string;
  headers: IncomingHttpHeaders;
  /** Names and values in turn, as they were sent. */
  rawHeaders: string[];
  /** What the header x-request-id says if that is usable, else a new one. */
  transactionId: string;
  /** Reads the body; refuses one larger than `limit` bytes, with CORS headers unless `cors` is false. */
  readBody(limit: number, cors?: boolean): Promise<Buffer>;
}

/** The request that Node's server has received. */
export function requestOf(incoming: IncomingMessage): PlatformRequest {
  const { method = 'GET', url = '/', headers, rawHeaders } = incoming;
  const at = url.indexOf('?');
  return {
    method,
    target: url,
    path: withoutDots(at < 0 ? url : url.slice(0, at)),
    query: at < 0 ? '' : url.slice(at + 1),
    headers,
    rawHeaders,
    transactionId: transactionOf(headers['x-request-id']),
    readBody: (limit, cors = true) => readBody(incoming, limit, cors),
  };
}

function withoutDots(path: string): string {
  if (!path.includes('/.')) return path;
  const kept: string[] = [];
  const parts = path.split('/');
  for (const [index, part] of parts.entries()) {
    const dots = part === '.' || part === '..';
    if (part === '..' && kept.length > 1) kept.pop();
    if (!dots) kept.push(part);
    else if (index === parts.length - 1) kept.push('');
  }
  return kept.join('/');
}

function readBody(incoming: IncomingMessage, limit: number, cors: boolean): Promise<Buffer> {
  const announced = Number(incoming.headers['content-length'] ?? 0);
  if (announced > limit) return Promise.reject(tooLarge('request', announced, limit, cors));
  if (announced === 0 && incoming.headers['transfer-encoding'] === undefined)
    return Promise.resolve(Buffer.alloc(0));
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    incoming.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > limit) reject(tooLarge('request', size, limit, cors));
      else chunks.push(chunk);
    });
    incoming.on('end', () => resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)));
    incoming.on('error', reject);
  });
}

/** Reads a JSON object; `required` says whether the body may be missing (then it is an empty object). */
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
    value = JSON.parse(body.toString());
  } catch (error) {
    throw malformed(`The request body is not JSON: ${(error as Error).message}`);
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>;
  throw malformed(
    `The request body must be a JSON object, not ${Array.isArray(value) ? 'an array' : String(value)}.`,
  );
}
