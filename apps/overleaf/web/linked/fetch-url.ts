import { lookup } from 'node:dns';
import http, { type IncomingMessage, type RequestOptions } from 'node:http';
import https from 'node:https';
import { isIP } from 'node:net';
import { ServiceError, tooLarge } from '#shared/errors';
import { HttpError } from '#shared/http/errors';
import { maxUploadBytes } from '../files/form.ts';
import { type LocalFile, receive } from '../files/local-file.ts';
import { isPublicAddress } from './addresses.ts';

/** How a URL is fetched. */
export interface FetchOptions {
  /** Whether a connection to an IP address may be made; only public ones, unless it says otherwise. */
  isAllowed?: (address: string) => boolean;
  timeoutMs?: number;
}

const redirectsAtMost = 5;
/** The statuses that lead elsewhere. */
const redirects = new Set([301, 302, 303, 307, 308]);

const refused = (text: string) => new HttpError(422, `The URL cannot be linked: ${text}`);
const failed = (text: string, cause?: unknown) =>
  new HttpError(502, `The URL cannot be fetched: ${text}`, { cause });

/** Reads a URL that somebody wants to link. Throws 422 for what is none of the web. */
export function webUrl(text: string, base?: URL): URL {
  const mustBeOfTheWeb = () => refused('it must begin with http:// or https://');
  // Node 20, on which actions run, has no URL.parse.
  if (!URL.canParse(text, base?.href)) throw mustBeOfTheWeb();
  const url = new URL(text, base);
  if (!['http:', 'https:'].includes(url.protocol)) throw mustBeOfTheWeb();
  if (url.username !== '' || url.password !== '') throw refused('it may not have a password');
  return url;
}

/**
 * Fetches a URL to a temporary file, which the caller removes. The address is checked when the connection is made, also after each
 * redirect, so that no name can lead into a private network. Throws 422 for what may not be linked or is not there, 502 when the
 * server fails, and `too-large` for more than 50 MiB.
 */
export async function fetchUrl(
  text: string,
  { isAllowed = isPublicAddress, timeoutMs = 30_000 }: FetchOptions = {},
): Promise<LocalFile> {
  const signal = AbortSignal.timeout(timeoutMs);
  let url = webUrl(text);
  try {
    for (let step = 0; step <= redirectsAtMost; step += 1) {
      const response = await get(url, signal, isAllowed);
      const { statusCode: status = 0, headers } = response;
      if (status >= 200 && status < 300) return await receive(limited(response));
      response.destroy();
      if (status >= 500) throw failed(`its server answers ${status}`);
      if (!redirects.has(status) || headers.location === undefined)
        throw refused(`its server answers ${status}`);
      url = webUrl(headers.location, url);
    }
    throw refused('it leads from one URL to the next');
  } catch (error) {
    if (error instanceof HttpError || error instanceof ServiceError) throw error;
    throw failed(signal.aborted ? 'it takes too long' : 'its server cannot be reached', error);
  }
}

type IsAllowed = NonNullable<FetchOptions['isAllowed']>;

function get(url: URL, signal: AbortSignal, isAllowed: IsAllowed): Promise<IncomingMessage> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  // An address needs no look-up, and so would not be checked by it.
  if (isIP(host) !== 0 && !isAllowed(host)) throw refusedAddress();
  const { request } = url.protocol === 'https:' ? https : http;
  const headers = { 'user-agent': 'diptych', accept: '*/*' };
  return new Promise((resolve, reject) => {
    request(url, { signal, headers, agent: false, lookup: checkedLookup(isAllowed) }, resolve)
      .once('error', reject)
      .end();
  });
}

const refusedAddress = () => refused('its server is in a private network');

/** Looks a name up, and fails when one of its addresses is not allowed. */
const checkedLookup =
  (isAllowed: IsAllowed): NonNullable<RequestOptions['lookup']> =>
  (hostname, options, done) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      const [first] = addresses ?? [];
      if (error !== null || first === undefined) return done(error ?? new Error('no address'), '');
      if (!addresses.every(({ address }) => isAllowed(address))) return done(refusedAddress(), '');
      if (options.all) done(null, addresses);
      else done(null, first.address, first.family);
    });
  };

async function* limited(content: IncomingMessage): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of content) {
    bytes += chunk.length;
    if (bytes > maxUploadBytes) throw tooLarge('the file at the URL has more than 50 MiB');
    yield chunk;
  }
}
