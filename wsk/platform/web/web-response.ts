import { isJson, isText, type MediaType, parseMediaType, renderMediaType } from '../server/media-type.ts';
import { prettyJson } from './pretty-json.ts';

/** The extension of a web action's URL; a URL without one means `http`. */
export type Extension = 'http' | 'json' | 'html' | 'svg' | 'text';

/** The response to the client of a web action; header names may repeat. */
export interface WebResponse {
  status: number;
  headers: [name: string, value: string][];
  body: string | Buffer;
}

/** A result that cannot be converted into the requested response; `status` is the status of the response. */
export class BadResult extends Error {
  readonly status: number;

  constructor(message: string, status = 400) {
    super(message);
    this.status = status;
  }
}

const html: MediaType = { type: 'text/html', parameters: [], charset: undefined };
const jsonType: MediaType = { type: 'application/json', parameters: [], charset: undefined };
const ignoredHeaders = new Set([
  'date',
  'server',
  'connection',
  'content-length',
  'transfer-encoding',
  'content-type',
]);

/**
 * The response that OpenWhisk makes from a web action's result (openwhisk.md 1.12.3): from the whole result after a success, from
 * the value of `error` after an application error. A result that does not fit gives 400 or 404 with `{code, error}`; `code` is the
 * transaction id.
 */
export function toWebResponse(result: unknown, extension: Extension = 'http', code = ''): WebResponse {
  try {
    return extension === 'http' ? httpResponse(result) : projectedResponse(result, extension);
  } catch (error) {
    if (!(error instanceof BadResult)) throw error;
    return respond(error.status, jsonType, prettyJson({ code, error: error.message }));
  }
}

function respond(
  status: number,
  type: MediaType,
  body: string | Buffer,
  headers: [string, string][] = [],
): WebResponse {
  const charset = typeof body === 'string' && isText(type) ? 'UTF-8' : undefined;
  return { status, headers: [...headers, ['Content-Type', renderMediaType(type, charset)]], body };
}

function httpResponse(result: unknown): WebResponse {
  if (typeof result !== 'object' || result === null || Array.isArray(result))
    throw notHttp('the result is not an object');
  const { body, headers: ownHeaders = {}, statusCode } = result as Record<string, unknown>;
  const all = headersFrom(ownHeaders);
  const status = statusFrom(statusCode);
  const headers = all.filter(([name]) => !ignoredHeaders.has(name.toLowerCase()));
  if (body === undefined || body === null || body === '' || isBodiless(status)) {
    return { status: status ?? 204, headers, body: Buffer.alloc(0) };
  }
  const typeText = all.find(([name]) => name.toLowerCase() === 'content-type')?.[1];
  const media = typeText === undefined ? undefined : parseMediaType(typeText);
  if (typeof body !== 'string') return valueResponse(body, typeText, media, status ?? 200, headers);
  if (typeText !== undefined && media === undefined)
    throw new BadResult(`The content-type '${typeText}' is not a media type.`);
  const type = media ?? html;
  return respond(status ?? 200, type, contentOf(body, type), headers);
}

function valueResponse(
  body: unknown,
  typeText: string | undefined,
  media: MediaType | undefined,
  status: number,
  headers: [string, string][],
): WebResponse {
  const type = typeText === undefined ? jsonType : media;
  if (type === undefined || !isJson(type)) throw mismatch(typeText ?? '', typeof body);
  return respond(status, type, prettyJson(body), headers);
}

function contentOf(body: string, type: MediaType): string | Buffer {
  // As on OpenWhisk, a JSON text that looks like base64, such as `1234`, is decoded.
  if (isJson(type)) return looksLikeBase64(body) ? Buffer.from(body, 'base64') : body;
  if (isText(type)) return body;
  if (!isBase64(body)) throw mismatch(type.type, 'text that is not base64');
  return Buffer.from(body, 'base64');
}

function isBodiless(status: number | undefined): boolean {
  return status !== undefined && (status < 200 || status === 204 || status === 205 || status === 304);
}

function looksLikeBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(text);
}

// The padding may be absent.
function isBase64(text: string): boolean {
  return looksLikeBase64(text) || (text.length % 4 !== 1 && /^[A-Za-z0-9+/]+$/.test(text));
}

function statusFrom(value: unknown): number | undefined {
  if (value === undefined) return undefined;
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  if (typeof number === 'number' && Number.isInteger(number) && number >= 100 && number <= 599) return number;
  throw notHttp(`statusCode ${JSON.stringify(value)} is not a whole number from 100 to 599`);
}

function headersFrom(value: unknown): [string, string][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw notHttp('headers is not an object');
  const found: [string, string][] = [];
  for (const name of Object.keys(value).sort()) add(found, name, (value as Record<string, unknown>)[name]);
  return found.filter(([name, text]) => /^[\w!#$%&'*+.^`|~-]+$/.test(name) && !/[\0\r\n]/.test(text));
}

function add(to: [string, string][], name: string, value: unknown): void {
  if (Array.isArray(value)) for (const one of value as unknown[]) add(to, name, one);
  else if (value === null || typeof value === 'object')
    throw notHttp(`the header ${name} is ${JSON.stringify(value)}`);
  else to.push([name, String(value)]);
}

function projectedResponse(result: unknown, extension: Exclude<Extension, 'http'>): WebResponse {
  if (extension === 'json') {
    if (typeof result === 'object' && result !== null) return respond(200, jsonType, prettyJson(result));
    throw new BadResult(
      'The result is not a JSON object or array; use the extension .text or return an object.',
    );
  }
  const value = project(result, extension);
  if (extension === 'text') {
    if (value === undefined) throw new BadResult('The result has neither body nor text.', 404);
    return respond(
      200,
      { ...html, type: 'text/plain' },
      typeof value === 'string' ? value : prettyJson(value),
    );
  }
  if (typeof value !== 'string') throw new BadResult(`The result has no text in body or ${extension}.`);
  if (extension === 'html') return respond(200, html, value);
  return respond(200, { ...html, type: 'image/svg+xml' }, value);
}

function project(result: unknown, name: string): unknown {
  if (typeof result !== 'object' || result === null || Array.isArray(result)) return result;
  return 'body' in result ? result.body : (result as Record<string, unknown>)[name];
}

const notHttp = (why: string): BadResult => new BadResult(`The result is not an HTTP response: ${why}.`);
const mismatch = (type: string, what: string): BadResult =>
  new BadResult(`The content-type '${type}' does not fit a body that is ${what}.`);
