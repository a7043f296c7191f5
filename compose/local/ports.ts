import { randomInt } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Failure } from '#shared/cli/failure';
import { isAlive, lockOwner } from '#shared/process/is-alive';

const host = '127.0.0.1';
const assigned = new Set<number>();
const reserved = new Set<string>();
const releaseReservations = (): void => {
  for (const file of reserved) rmSync(file, { force: true });
};

/** The range lies below the ports of outgoing connections on Linux, which could occupy a port before a slow server opens it. */
const range = { from: 10_000, to: 32_000 };

/** A port on which no process listens and that this function has not returned before. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(range.from, range.to);
    if (!assigned.has(port) && (await isFree(port))) {
      assigned.add(port);
      return port;
    }
  }
}

/**
 * Reserves a port against other runs of this program until a server opens it: a lock file that is named after the port holds the pid
 * of the run. Returns false when another run has reserved the port.
 */
function reserve(port: number): boolean {
  const file = join(tmpdir(), `diptych-port-${port}`);
  for (const flag of ['wx', 'w']) {
    try {
      writeFileSync(file, `${process.pid}`, { flag });
      if (reserved.size === 0) process.once('exit', releaseReservations);
      reserved.add(file);
      return true;
    } catch {
      if (isAlive(lockOwner(file))) return false;
    }
  }
  return false;
}

/** Reserves a port that the user chose; throws a failure with the remedy when the port is in use. */
export async function claimPort(port: number, purpose: string): Promise<number> {
  if (!(await isFree(port)) || !reserve(port)) {
    throw new Failure(
      `Port ${port} (${purpose}) is taken. Choose others with --port BASE, or leave --port out.`,
    );
  }
  assigned.add(port);
  return port;
}

/** Reserves the first free port from `first` on. */
export async function nextFreePort(first: number): Promise<number> {
  for (let port = first; ; port++) {
    if (!assigned.has(port) && (await isFree(port)) && reserve(port)) {
      assigned.add(port);
      return port;
    }
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

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(true)));
  });
