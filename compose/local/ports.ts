import { connect, createServer } from 'node:net';
import { Failure } from './failure.ts';

const host = '127.0.0.1';
const given = new Set<number>();

/** A port that nobody listens to now and that was not given away before. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = await tryPort(0);
    if (port !== undefined && !given.has(port)) {
      given.add(port);
      return port;
    }
  }
}

/** The port if it is free; otherwise an error that names it and the remedy. */
export async function claimPort(port: number, purpose: string): Promise<number> {
  if ((await tryPort(port)) === undefined) {
    throw new Failure(
      `Port ${port} (${purpose}) is taken. Choose others with --port BASE, or leave --port out.`,
    );
  }
  given.add(port);
  return port;
}

/** The first free port from `first` on. */
export async function nextFreePort(first: number): Promise<number> {
  for (let port = first; ; port++) {
    if (!given.has(port) && (await tryPort(port)) !== undefined) {
      given.add(port);
      return port;
    }
  }
}

/** Resolves when something accepts connections on the port. */
export const accepts = (port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    const socket = connect({ host, port }, () => {
      socket.destroy();
      resolve();
    });
    socket.once('error', reject);
  });

const tryPort = (port: number): Promise<number | undefined> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen({ host, port, exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : undefined));
    });
  });
