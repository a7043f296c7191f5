import { isUtf8 } from 'node:buffer';
import { gzipSync } from 'node:zlib';
import { acceptsGzip } from '../http/accepts-gzip.ts';
import { codingsOf, decodeContent } from './content-coding.ts';
import { familyOf } from './media-type.ts';
import { charsetOf, textOf, withoutCharset } from './text.ts';
import type { WebActionResult } from './web-action-result.ts';

/** OpenWhisk's limit for a result as JSON, in bytes. */
const resultLimit = 1024 * 1024;
/** A text grows at most this much when it is written as JSON: one byte becomes six. */
const growth = 6;

/**
 * Puts a body into a result as the platform will take it: text for the types that it knows as text, base64 for
 * the others. What is too large is compressed if the client takes that, and else becomes a 413.
 */
export function encodeBody(result: WebActionResult, body: Buffer, accepts?: string): void {
  const { headers } = result;
  const codings = codingsOf(headers['content-encoding']);
  if (codings.length === 0) put(result, body);
  else putEncoded(result, body, codings);
  if (fits(result)) return;
  if (codings.length === 0 && !isPart(result) && acceptsGzip(accepts)) {
    headers['content-encoding'] = 'gzip';
    headers.vary = [headers.vary ?? [], 'Accept-Encoding'].flat().join(', ');
    dropValidators(headers);
    putBytes(result, gzipSync(body, { level: 1 }));
    if (fits(result)) return;
  }
  result.statusCode = 413;
  result.headers = { 'content-type': 'text/plain' };
  result.body = `The answer has ${body.length} bytes, more than an action can return; ask for less, or accept gzip.`;
}

function put(result: WebActionResult, body: Buffer): void {
  const type = result.headers['content-type'] as string | undefined;
  const family = familyOf(type);
  if (family === 'binary' || family === 'none') putBytes(result, body);
  else if (family === 'text' && isBinary(type, body)) {
    result.headers['content-type'] = withoutCharset(type);
    putBytes(result, body);
  } else if (family === 'text') putText(result, body, charsetOf(type));
  else {
    const text = body.toString('utf8');
    // The platform would decode JSON that looks like base64, such as `1234`; bytes that are not UTF-8 would be lost.
    result.body = isBase64(text) || !isUtf8(body) ? body.toString('base64') : text;
  }
}

/** The platform sends every text as UTF-8 and says so in its type. A part must stay as it is: the client joins its bytes. */
function putText(result: WebActionResult, body: Buffer, charset: string | undefined): void {
  if (isUtf8(body) && charset === undefined) result.body = body.toString('utf8');
  else if (isPart(result) && !isUtf8(body)) putBytes(result, body);
  else {
    result.body = textOf(body, charset);
    if (!isUtf8(body)) dropValidators(result.headers);
  }
}

/** Whether a body is bytes, although the platform takes its type for a text because of its charset, such as `image/png; charset=binary`. */
const isBinary = (type = '', body: Buffer): boolean =>
  familyOf(withoutCharset(type)) === 'binary' && !isUtf8(body);

/** An encoded text is decoded, because the platform cannot send encoded bytes with the type of a text. */
function putEncoded(result: WebActionResult, body: Buffer, codings: string[]): void {
  const isText = familyOf(result.headers['content-type'] as string | undefined) === 'text';
  const decoded = isText && !isPart(result) ? decodeContent(body, codings, resultLimit) : undefined;
  if (decoded !== undefined) {
    const { 'content-encoding': _, ...headers } = result.headers;
    dropValidators(headers);
    const plain: WebActionResult = { ...result, headers };
    put(plain, decoded);
    if (fits(plain)) return void Object.assign(result, plain);
  }
  putBytes(result, body);
}

/** Bytes as they are, which the platform takes only for JSON and for types that are not text. */
function putBytes(result: WebActionResult, body: Buffer): void {
  const family = familyOf(result.headers['content-type'] as string | undefined);
  if (family === 'text' || family === 'none') result.headers['content-type'] = 'application/octet-stream';
  result.body = body.toString('base64');
}

/** Whether a body is a part of a representation: the range that the answer names counts its bytes. */
const isPart = ({ statusCode, headers }: WebActionResult): boolean =>
  statusCode === 206 || headers['content-range'] !== undefined;

/** After another coding the bytes are others: a strong entity tag becomes weak, and digests of the bytes go (RFC 9110, 8.8.3). */
function dropValidators(headers: WebActionResult['headers']): void {
  for (const name of ['content-md5', 'content-digest', 'repr-digest', 'digest']) delete headers[name];
  const [etag] = [headers.etag ?? []].flat();
  if (etag !== undefined && !etag.startsWith('W/')) headers.etag = `W/${etag}`;
}

/** The length of a text says at once that it fits, unless it is long; then the JSON itself is measured. */
const fits = (result: WebActionResult): boolean =>
  (result.body?.length ?? 0) * growth < resultLimit - 64 * 1024 ||
  Buffer.byteLength(JSON.stringify(result)) <= resultLimit;

/** The bytes of a body that `encodeBody` has written. */
export function decodeBody({ headers, body }: Required<Omit<WebActionResult, 'statusCode'>>): Buffer {
  const family = familyOf([headers['content-type'] ?? []].flat()[0]);
  const isBytes = family === 'text' ? false : family === 'binary' || family === 'none' || isBase64(body);
  return Buffer.from(body, isBytes ? 'base64' : 'utf8');
}

const isBase64 = (text: string): boolean => text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
