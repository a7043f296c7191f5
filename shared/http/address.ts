import http, { type RequestOptions } from 'node:http';
import https from 'node:https';

/**
 * An address that is read once and used for many requests: `http://host:port/path`, `https://host/path`, or
 * `http+unix://<socket>/path` for plain HTTP over a Unix socket of this machine, where `<socket>` is the percent-encoded path of
 * the socket.
 */
export interface Address {
  /** The path with the query, still encoded. */
  path: string;
  /** What `node:http` needs to connect: host and port, or the path of a socket. */
  connection: Pick<RequestOptions, 'protocol' | 'hostname' | 'port' | 'socketPath'>;
  /** `node:http` or `node:https`. */
  transport: typeof http | typeof https;
}

/** Reads an address. Throws when it is none, or of another scheme. */
export function addressOf(text: string): Address {
  const url = new URL(text);
  const { protocol, hostname, port, pathname, search } = url;
  const path = `${pathname || '/'}${search}`;
  if (protocol === 'http+unix:')
    return { path, connection: { socketPath: decodeURIComponent(hostname) }, transport: http };
  if (protocol !== 'http:' && protocol !== 'https:')
    throw new Error(`${protocol} is not a scheme of HTTP: use http:, https: or http+unix:`);
  const connection = {
    protocol,
    hostname: hostname.replace(/^\[|\]$/g, ''),
    ...(port === '' ? {} : { port }),
  };
  return { path, connection, transport: protocol === 'https:' ? https : http };
}

/** The base address of what answers HTTP on a Unix socket: `http+unix://%2Frun%2Fopenwhisk.sock`. */
export const unixSocketUrl = (socketPath: string): string => `http+unix://${encodeURIComponent(socketPath)}`;
