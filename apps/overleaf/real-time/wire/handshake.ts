import type { IncomingMessage } from 'node:http';

/** What a client has shown when it asked for a connection. Its later requests need not show it again. */
export interface Handshake {
  cookie: string | undefined;
  /** The project that the client wants to join at once. */
  projectId: string | undefined;
}

/** A request to the socket server. */
export type SocketRequest =
  | { kind: 'handshake'; handshake: Handshake }
  | { kind: 'transport'; transport: Transport; id: string; isLast: boolean };

/** The ways in which packets are carried. */
export const transports = ['websocket', 'xhr-polling'] as const;
export type Transport = (typeof transports)[number];

/** Reads the path of a request; undefined for one that is not for the socket server. Some clients end paths with a slash. */
export function socketRequestOf({ url = '', headers }: IncomingMessage): SocketRequest | undefined {
  const [path = '', query = ''] = url.split(/\?(.*)/s);
  const [, , name, id] = /^\/socket\.io\/1(\/([\w-]+)\/([\w-]+))?\/?$/.exec(path) ?? [];
  const values = new URLSearchParams(query);
  if (/^\/socket\.io\/1\/?$/.test(path)) {
    const handshake = { cookie: headers.cookie, projectId: values.get('projectId') ?? undefined };
    return { kind: 'handshake', handshake };
  }
  const transport = transports.find((each) => each === name);
  if (transport === undefined || id === undefined) return undefined;
  return { kind: 'transport', transport, id, isLast: values.has('disconnect') };
}

/** The answer to a handshake: the id of the connection, seconds of silence after which either side gives up, and the transports. */
export const handshakeAnswer = (id: string, silenceMs: number): string => {
  const seconds = Math.ceil(silenceMs / 1000);
  return `${id}:${seconds}:${seconds}:${transports.join(',')}`;
};
