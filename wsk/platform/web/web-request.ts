import type { IncomingHttpHeaders } from 'node:http';
import { isFixedCharset, isJson, isText, parseMediaType, renderMediaType } from '../server/media-type.ts';
import { parseQuery, renderQuery } from '../server/query.ts';
import { malformed } from '../server/refusal.ts';

/** A request to a web action. */
export interface WebRequest {
  method: string;
  /** The encoded rest of the path after the action's name, with its leading slash; may be empty. */
  path: string;
  /** The encoded query without `?`. */
  query: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** The arguments of a web action. */
export interface WebArguments {
  /** `__ow_method`, `__ow_headers`, `__ow_path`, `__ow_user`, and for raw actions `__ow_query` and `__ow_body`. */
  context: Record<string, unknown>;
  /** The fields of query and body for an action that is not raw. They must not have the name of a reserved or final parameter. */
  fields: Record<string, unknown>;
}

/** The names that a caller may not set. */
export const reserved: ReadonlySet<string> = new Set([
  '__ow_method',
  '__ow_headers',
  '__ow_path',
  '__ow_user',
  '__ow_query',
  '__ow_body',
]);

const listHeaders = new Set(['accept', 'accept-language', 'accept-encoding', 'cache-control']);
const hiddenHeaders = new Set(['content-length', 'transfer-encoding']);

/**
 * The arguments that OpenWhisk makes from a request to a web action (openwhisk.md 1.12.2): one object in which the context overrides
 * the fields of query and body. Throws a refusal with status 400 for a body that cannot be parsed.
 */
export function toActionArguments(
  request: WebRequest,
  { raw, user }: { raw: boolean; user?: string | undefined },
): Record<string, unknown> {
  const { context, fields } = readWebRequest(request, { raw, user });
  return { ...fields, ...context };
}

/** The arguments as `toActionArguments` makes them, with the context and the caller's fields in two objects. */
export function readWebRequest(
  { method, path, query, headers, body }: WebRequest,
  { raw, user }: { raw: boolean; user?: string | undefined },
): WebArguments {
  const shown = headersForAction(headers, body.length);
  const context: Record<string, unknown> = {
    __ow_method: method.toLowerCase(),
    __ow_headers: shown,
    __ow_path: path,
  };
  if (user !== undefined) context.__ow_user = user;
  if (raw) {
    context.__ow_query = renderQuery(query);
    context.__ow_body = rawBody(shown['content-type'], body);
    return { context, fields: {} };
  }
  const fields: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const [key, value] of parseQuery(query)) fields[key] = value;
  const content = parsedBody(shown['content-type'], body);
  if ('fields' in content) Object.assign(fields, content.fields);
  else if ('value' in content) context.__ow_body = content.value;
  return { context, fields: { ...fields } };
}

/** Request headers as actions get them: lower-case names, one value each, the last one of a repeated header. */
export function headersOf(rawHeaders: string[]): Record<string, string> {
  const headers = rawHeaderObject(rawHeaders);
  for (const name of Object.keys(headers)) headers[name] = decodeHeader(name, headers[name] as string);
  return headers;
}

/** The same headers with values still decoded as Latin-1, as in `IncomingHttpHeaders`. */
export function rawHeaderObject(rawHeaders: string[]): Record<string, string> {
  const headers: Record<string, string> = {};
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const name = (rawHeaders[i] as string).toLowerCase();
    if (name !== 'content-type' && !hiddenHeaders.has(name)) headers[name] = rawHeaders[i + 1] as string;
  }
  return headers;
}

function headersForAction(headers: IncomingHttpHeaders, length: number): Record<string, string> {
  const shown: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    const last = Array.isArray(value) ? value.at(-1) : value;
    if (last !== undefined && !hiddenHeaders.has(name)) shown[name] = decodeHeader(name, last);
  }
  const type = shown['content-type'];
  const media = type === undefined ? undefined : parseMediaType(type);
  if (media !== undefined) shown['content-type'] = renderMediaType(media, media.charset);
  else if (length > 0) shown['content-type'] = 'application/octet-stream';
  return shown;
}

// Node decodes header bytes as Latin-1, OpenWhisk as UTF-8. OpenWhisk also puts a space after each comma of a list.
function decodeHeader(name: string, value: string): string {
  const text = /[\x80-\xff]/.test(value) ? Buffer.from(value, 'latin1').toString() : value;
  if (name === 'authorization') return /^basic(\s|$)/i.test(text) ? basicCredentials(text) : text;
  return listHeaders.has(name) && text.includes(',') ? text.split(/,\s*/).join(', ') : text;
}

/** Basic credentials as OpenWhisk writes them after parsing: with a colon, and `Basic Og==` for what cannot be read. */
function basicCredentials(header: string): string {
  const token = /^\w+\s+([A-Za-z0-9+/]+={0,2})\s*$/.exec(header)?.[1] ?? '';
  const text = Buffer.from(token, 'base64').toString();
  return `Basic ${Buffer.from(text.includes(':') ? text : `${text}:`).toString('base64')}`;
}

function rawBody(type: string | undefined, body: Buffer): string {
  if (body.length === 0) return '';
  const media = parseMediaType(type ?? '');
  const text = media !== undefined && media.type !== 'application/json' && isText(media);
  return body.toString(text ? 'utf8' : 'base64');
}

type BodyContent = { fields: Record<string, unknown> } | { value: unknown } | Record<string, never>;

function parsedBody(type: string | undefined, body: Buffer): BodyContent {
  const media = type === undefined ? undefined : parseMediaType(type);
  if (media === undefined) return {};
  if (body.length === 0) return isFixedCharset(media) ? {} : { value: '' };
  if (isJson(media)) return jsonBody(body);
  if (media.type === 'application/x-www-form-urlencoded') return { fields: formFields(body.toString()) };
  return { value: body.toString(isText(media) ? 'utf8' : 'base64') };
}

function jsonBody(body: Buffer): BodyContent {
  let value: unknown;
  try {
    value = JSON.parse(body.toString());
  } catch (error) {
    throw malformed(`The request body is not JSON: ${(error as Error).message}`);
  }
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? { fields: value as Record<string, unknown> } : { value };
}

function formFields(text: string): Record<string, unknown> {
  if (/[^\x21-\x7e]/.test(text))
    throw malformed('The form has characters that are not encoded; encode them with %.');
  return Object.fromEntries(parseQuery(text));
}
