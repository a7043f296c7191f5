import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer, type Server } from 'node:net';
import { Failure } from '#shared/cli/failure';

const host = '127.0.0.1';

/** The blocks lie below the ports of outgoing connections on Linux, which could occupy a port before a slow server opens it. */
const range = { from: 10_000, to: 32_000 };
const blockSize = 100;

/** The ports of this run's blocks that it has not used yet. */
const unused: number[] = [];
let claiming: Promise<void> | undefined;

/** A port on which no process listens, that no other run of this program uses, and that this function has not returned before. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = unused.shift();
    if (port === undefined) {
      claiming ??= claimBlock();
      await claiming;
    } else if (await isFree(port)) return port;
  }
}

/**
 * Claims a block of ports: this process listens on the first one until it ends, so that no other run claims the block, whatever its
 * user, its temporary folder and its namespaces are.
 */
async function claimBlock(): Promise<void> {
  for (;;) {
    const first = range.from + blockSize * randomInt((range.to - range.from) / blockSize);
    const claim = await tryToListen(first);
    if (claim === undefined) continue;
    claim.unref();
    for (let port = first + 1; port < first + blockSize; port++) unused.push(port);
    claiming = undefined;
    return;
  }
}

/** Whether no process listens on a port. */
export async function isFree(port: number): Promise<boolean> {
  const server = await tryToListen(port);
  if (server === undefined) return false;
  await once(server.close(), 'close');
  return true;
}

const tryToListen = (port: number): Promise<Server | undefined> =>
  new Promise((resolve) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', () => resolve(undefined));
    server.listen({ host, port, exclusive: true }, () => resolve(server));
  });

/** The port that somebody is to find: `chosen` by the user, else the first free one from `first` on. */
export interface WantedPort {
  chosen: number | undefined;
  first: number;
  /** Who serves there, for the error text. */
  purpose: string;
}

/**
 * Opens the wanted port by `open`, which rejects with EADDRINUSE when the port is in use. Throws a failure with the remedy when the
 * user chose a port that is in use.
 */
export async function openPort<Opened>(
  { chosen, first, purpose }: WantedPort,
  open: (port: number) => Promise<Opened>,
): Promise<Opened> {
  for (let port = chosen ?? first; ; port++) {
    try {
      return await open(port);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    }
    if (chosen !== undefined)
      throw new Failure(
        `Port ${port} (${purpose}) is taken. Choose others with --port BASE, or leave --port out.`,
      );
  }
}

/** Resolves when a server accepts a connection on the port; rejects when none does. */
export const probePort = (port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    const socket = connect({ host, port }, () => {
      socket.destroy();
      resolve();
    });
    socket.once('error', reject);
  });
