import { isUtf8 } from 'node:buffer';
import { brotliDecompressSync, gzipSync, unzipSync } from 'node:zlib';
import { familyOf } from './media-type.ts';
import type { WebActionResult } from './web-action-result.ts';

/** OpenWhisk's limit for a result as JSON, in bytes. */
const resultLimit = 1024 * 1024;
/** A text grows at most this much when it is written as JSON: one byte becomes six. */
const growth = 6;

/**
 * Puts a body into a result as the platform will take it: text for the types that it knows as text, base64 for
 * the others. What is too large is compressed if the client takes that, and else becomes a 500.
 */
export function encodeBody(result: WebActionResult, body: Buffer, accepts = ''): void {
  const { headers } = result;
  if (headers['content-encoding'] === undefined) put(result, body);
  else putCompressed(result, body);
  if (fits(result)) return;
  if (headers['content-encoding'] === undefined && /\bgzip\b/.test(accepts)) {
    headers['content-encoding'] = 'gzip';
    headers.vary = headers.vary === undefined ? 'Accept-Encoding' : `${headers.vary}, Accept-Encoding`;
    putBytes(result, gzipSync(body, { level: 1 }));
    if (fits(result)) return;
  }
  result.statusCode = 500;
  result.headers = { 'content-type': 'text/plain' };
  result.body = `The answer has ${body.length} bytes, more than an action can return; ask for less, or accept gzip.`;
}

function put(result: WebActionResult, body: Buffer): void {
  const type = result.headers['content-type'] as string | undefined;
  const family = familyOf(type);
  if (family === 'binary' || family === 'none') {
    if (family === 'none') result.headers['content-type'] = 'application/octet-stream';
    result.body = body.toString('base64');
  } else if (family === 'text') {
    putText(result, body, /;\s*charset="?([\w-]+)/i.exec(type ?? '')?.[1]?.toLowerCase());
  } else {
    const text = body.toString('utf8');
    // The platform would decode JSON that looks like base64, such as `1234`; bytes that are not UTF-8 would be lost.
    const asBase64 = isBase64(text) || isBroken(text, body);
    result.body = asBase64 ? body.toString('base64') : text;
  }
}

/** The platform sends every text as UTF-8 and says so in its type. */
function putText(result: WebActionResult, body: Buffer, charset: string | undefined): void {
  const text =
    charset === undefined || charset === 'utf-8' || charset === 'us-ascii'
      ? body.toString('utf8')
      : decode(body, charset);
  if (text === undefined || isBroken(text, body)) putBytes(result, body);
  else result.body = text;
}

/** A compressed text is unpacked, because the platform could not send its bytes with its type. */
function putCompressed(result: WebActionResult, body: Buffer): void {
  if (familyOf(result.headers['content-type'] as string | undefined) === 'text') {
    const unpacked = unpack(body, String(result.headers['content-encoding']));
    if (unpacked !== undefined) {
      const { 'content-encoding': _unpacked, ...headers } = result.headers;
      const plain: WebActionResult = { ...result, headers };
      put(plain, unpacked);
      if (fits(plain)) {
        Object.assign(result, plain);
        return;
      }
    }
  }
  putBytes(result, body);
}

/** Bytes as they are, which the platform takes only for JSON and for types that are not text. */
function putBytes(result: WebActionResult, body: Buffer): void {
  const family = familyOf(result.headers['content-type'] as string | undefined);
  if (family === 'text' || family === 'none') result.headers['content-type'] = 'application/octet-stream';
  result.body = body.toString('base64');
}

/** The length of a text says at once that it fits, unless it is long; then the JSON itself is measured. */
const fits = (result: WebActionResult): boolean =>
  (result.body?.length ?? 0) * growth < resultLimit - 64 * 1024 ||
  Buffer.byteLength(JSON.stringify(result)) <= resultLimit;

const isBase64 = (text: string): boolean => text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
const isBroken = (text: string, body: Buffer): boolean => text.includes('\ufffd') && !isUtf8(body);

function decode(body: Buffer, charset: string): string | undefined {
  try {
    return new TextDecoder(charset, { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    return undefined;
  }
}

function unpack(body: Buffer, encoding: string): Buffer | undefined {
  try {
    if (encoding === 'br') return brotliDecompressSync(body);
    if (encoding === 'gzip' || encoding === 'deflate') return unzipSync(body);
  } catch {
    // Not what it says it is: sent as it is.
  }
  return undefined;
}
