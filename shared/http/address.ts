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

/** Parses an address. Throws when the text is not a URL or has another scheme. */
export function addressOf(text: string): Address {
  const url = new URL(text);
  const { protocol, hostname, port, pathname, search } = url;
  const path = `${pathname || '/'}${search}`;
  if (protocol === 'http+unix:')
    return { path, connection: { socketPath: decodeURIComponent(hostname) }, transport: http };
  if (protocol !== 'http:' && protocol !== 'https:')
    throw new Error(`${protocol} is not supported: use http:, https: or http+unix:`);
  const connection = {
    protocol,
    hostname: hostname.replace(/^\[|\]$/g, ''),
    ...(port === '' ? {} : { port }),
  };
  return { path, connection, transport: protocol === 'https:' ? https : http };
}

/** The base address of an HTTP server on a Unix socket, for example `http+unix://%2Frun%2Fopenwhisk.sock`. */
export const unixSocketUrl = (socketPath: string): string => `http+unix://${encodeURIComponent(socketPath)}`;
