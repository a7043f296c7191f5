import type { IncomingHttpHeaders } from 'node:http';
import { isFixedCharset, isJson, isText, parseMediaType, renderMediaType } from '../server/media-type.ts';
import { parseQuery, renderQuery } from '../server/query.ts';
import { malformed } from '../server/refusal.ts';

/** A request to a web action. */
export interface WebRequest {
  method: string;
  /** The rest after the action's name, still encoded; with its leading slash, or empty. */
  path: string;
  /** Without `?`. */
  query: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** What a web action is called with. */
export interface WebArguments {
  /** `__ow_method`, `__ow_headers`, `__ow_path`, `__ow_user`, and for raw actions `__ow_query` and `__ow_body`. */
  context: Record<string, unknown>;
  /** Members of query and body, which a normal action gets and which must not name a reserved or final parameter. */
  given: Record<string, unknown>;
}

/** The names a caller may not set. */
export const reserved: ReadonlySet<string> = new Set([
  '__ow_method',
  '__ow_headers',
  '__ow_path',
  '__ow_user',
  '__ow_query',
  '__ow_body',
]);

const listHeaders = new Set(['accept', 'accept-language', 'accept-encoding', 'cache-control']);
const unseen = new Set(['content-length', 'transfer-encoding']);

/**
 * The arguments of a web action as OpenWhisk makes them from a request (openwhisk.md 1.12.2): all in one object, the
 * context over the members of query and body. Throws a refusal with status 400 for a body that cannot be read.
 */
export function toActionArguments(
  request: WebRequest,
  { raw, user }: { raw: boolean; user?: string | undefined },
): Record<string, unknown> {
  const { context, given } = readWebRequest(request, { raw, user });
  return { ...given, ...context };
}

/** As `toActionArguments`, with what the caller has given kept apart. */
export function readWebRequest(
  { method, path, query, headers, body }: WebRequest,
  { raw, user }: { raw: boolean; user?: string | undefined },
): WebArguments {
  const shown = normalHeaders(headers, body.length);
  const context: Record<string, unknown> = {
    __ow_method: method.toLowerCase(),
    __ow_headers: shown,
    __ow_path: path,
  };
  if (user !== undefined) context.__ow_user = user;
  if (raw) {
    context.__ow_query = renderQuery(query);
    context.__ow_body = rawBody(shown['content-type'], body);
    return { context, given: {} };
  }
  const given: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const [key, value] of parseQuery(query)) given[key] = value;
  const content = normalBody(shown['content-type'], body);
  if ('members' in content) Object.assign(given, content.members);
  else if ('value' in content) context.__ow_body = content.value;
  return { context, given: { ...given } };
}

/** Request headers as actions see them: lower-case names, one text each, of a repeated one the last. */
export function headersOf(rawHeaders: string[]): Record<string, string> {
  const headers = rawHeaderObject(rawHeaders);
  for (const name of Object.keys(headers)) headers[name] = readable(name, headers[name] as string);
  return headers;
}

/** The same, but the bytes still read as Latin-1, as `IncomingHttpHeaders` has them. */
export function rawHeaderObject(rawHeaders: string[]): Record<string, string> {
  const headers: Record<string, string> = {};
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const name = (rawHeaders[i] as string).toLowerCase();
    if (name !== 'content-type' && !unseen.has(name)) headers[name] = rawHeaders[i + 1] as string;
  }
  return headers;
}

function normalHeaders(headers: IncomingHttpHeaders, length: number): Record<string, string> {
  const shown: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    const last = Array.isArray(value) ? value.at(-1) : value;
    if (last !== undefined && !unseen.has(name)) shown[name] = readable(name, last);
  }
  const type = shown['content-type'];
  const media = type === undefined ? undefined : parseMediaType(type);
  if (media !== undefined) shown['content-type'] = renderMediaType(media, media.charset);
  else if (length > 0) shown['content-type'] = 'application/octet-stream';
  return shown;
}

// Node reads header bytes as Latin-1; OpenWhisk as UTF-8, and it writes lists anew.
function readable(name: string, value: string): string {
  const text = /[\x80-\xff]/.test(value) ? Buffer.from(value, 'latin1').toString() : value;
  return listHeaders.has(name) && text.includes(',') ? text.split(/,\s*/).join(', ') : text;
}

function rawBody(type: string | undefined, body: Buffer): string {
  if (body.length === 0) return '';
  const media = parseMediaType(type ?? '');
  const text = media !== undefined && media.type !== 'application/json' && isText(media);
  return body.toString(text ? 'utf8' : 'base64');
}

type Content = { members: Record<string, unknown> } | { value: unknown } | Record<string, never>;

function normalBody(type: string | undefined, body: Buffer): Content {
  const media = type === undefined ? undefined : parseMediaType(type);
  if (media === undefined) return {};
  if (body.length === 0) return isFixedCharset(media) ? {} : { value: '' };
  if (isJson(media)) return jsonBody(body);
  if (media.type === 'application/x-www-form-urlencoded') return { members: formFields(body.toString()) };
  return { value: body.toString(isText(media) ? 'utf8' : 'base64') };
}

function jsonBody(body: Buffer): Content {
  let value: unknown;
  try {
    value = JSON.parse(body.toString());
  } catch (error) {
    throw malformed(`The request body is not JSON: ${(error as Error).message}`);
  }
  const members = typeof value === 'object' && value !== null && !Array.isArray(value);
  return members ? { members: value as Record<string, unknown> } : { value };
}

function formFields(text: string): Record<string, unknown> {
  if (/[^\x21-\x7e]/.test(text))
    throw malformed('The form has characters that are not encoded; encode them with %.');
  return Object.fromEntries(parseQuery(text));
}
