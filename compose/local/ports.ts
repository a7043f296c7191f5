import { randomInt } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Failure } from '#shared/cli/failure';
import { isAlive, lockOwner } from '#shared/process/is-alive';

const host = '127.0.0.1';
const given = new Set<number>();
const reserved = new Set<string>();
const giveBack = (): void => {
  for (const file of reserved) rmSync(file, { force: true });
};

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

/**
 * Ports that copies of this program have chosen but not opened yet: a file for each, named after the port, that
 * holds the process which chose it.
 */
function reserve(port: number): boolean {
  const file = join(tmpdir(), `diptych-port-${port}`);
  for (const flag of ['wx', 'w']) {
    try {
      writeFileSync(file, `${process.pid}`, { flag });
      if (reserved.size === 0) process.once('exit', giveBack);
      reserved.add(file);
      return true;
    } catch {
      if (isAlive(lockOwner(file))) return false;
    }
  }
  return false;
}

/** The port if it is free; otherwise an error that names it and the remedy. */
export async function claimPort(port: number, purpose: string): Promise<number> {
  if (!(await isFree(port)) || !reserve(port)) {
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
    if (!given.has(port) && (await isFree(port)) && reserve(port)) {
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
