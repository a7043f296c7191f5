import { randomInt } from 'node:crypto';
import { connect, createServer } from 'node:net';
import { Failure } from './failure.ts';

const host = '127.0.0.1';
const given = new Set<number>();

/** Below the ports that Linux gives to outgoing connections, one of which might be faster than a slow server. */
const range = { from: 10_000, to: 32_000 };

/** A port that nobody listens to now and that was not given away before. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(range.from, range.to);
    if (!given.has(port) && (await isFree(port))) {
      given.add(port);
      return port;
    }
  }
}

/** The port if it is free; otherwise an error that names it and the remedy. */
export async function claimPort(port: number, purpose: string): Promise<number> {
  if (!(await isFree(port))) {
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
    if (!given.has(port) && (await isFree(port))) {
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

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(true)));
  });
