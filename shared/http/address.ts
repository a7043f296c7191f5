import http, { type RequestOptions } from 'node:http';
import https from 'node:https';

/**
 * A parsed address, which is used for many requests: `http://host:port/path`, `https://host/path`, or `http+unix://<socket>/path` for
 * plain HTTP over a Unix socket of this machine, where `<socket>` is the percent-encoded path of the socket.
 */
export interface Address {
  /** The encoded path with the query. */
  path: string;
  /** The options with which `node:http` connects: host and port, or the path of a socket. */
  connection: Pick<RequestOptions, 'protocol' | 'hostname' | 'port' | 'socketPath'>;
  /** `node:http` or `node:https`. */
  transport: typeof http | typeof https;
}

/** Parses an address. Throws when the text is not a URL, has another scheme, or says what nobody would heed. */
export function addressOf(text: string): Address {
  const url = new URL(text);
  const { protocol, hostname, port, pathname, search } = url;
  const path = `${pathname || '/'}${search}`;
  // Without the address, which would be in every log.
  if (url.username !== '' || url.password !== '')
    throw new Error(`an ${protocol} address with a user or a password is not supported`);
  if (protocol === 'http+unix:')
    return { path, connection: { socketPath: socketPathOf(url) }, transport: http };
  if (protocol !== 'http:' && protocol !== 'https:')
    throw new Error(`${protocol} is not supported: use http:, https: or http+unix:`);
  const connection = {
    protocol,
    hostname: hostname.replace(/^\[|\]$/g, ''),
    ...(port === '' ? {} : { port }),
  };
  return { path, connection, transport: protocol === 'https:' ? https : http };
}

/** The path of the socket in an `http+unix:` address. */
function socketPathOf({ hostname, port, href }: URL): string {
  const socketPath = decoded(hostname);
  if (socketPath?.startsWith('/') && !socketPath.includes('\0') && port === '') return socketPath;
  throw new Error(
    `${href} is no address of a Unix socket: percent-encode the absolute path of the socket, ` +
      'for example http+unix://%2Ftmp%2Fserver.sock/path for /path at /tmp/server.sock',
  );
}

/** Undefined for a broken escape. */
function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** The base address of an HTTP server on a Unix socket, for example `http+unix://%2Frun%2Fopenwhisk.sock`. */
export const unixSocketUrl = (socketPath: string): string => `http+unix://${encodeURIComponent(socketPath)}`;
