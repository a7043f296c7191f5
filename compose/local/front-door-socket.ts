import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { Failure } from '#shared/cli/failure';
import { settings } from '#shared/config/settings';

/** A listening socket that this process holds for the front door of an application, which is another process. */
export interface FrontDoorSocket {
  port: number;
  /** The descriptor of the socket, for the `stdio` of the other process; another one after `reopen`. */
  readonly fd: number;
  /** Closes the socket in this process. */
  close(): Promise<void>;
  /** Opens the closed socket again on its port. Rejects when another program listens there now. */
  reopen(): Promise<void>;
}

/**
 * Opens a socket on a port. Nobody else can listen there until it is closed, also while the front door starts or starts again after a
 * crash; connections wait in the socket meanwhile. Rejects with the code EADDRINUSE when the port is in use.
 */
export async function openFrontDoorSocket(port: number): Promise<FrontDoorSocket> {
  let held = await hold(port);
  return {
    port,
    get fd() {
      return held.fd;
    },
    close: () => held.close(),
    async reopen() {
      held = await hold(port);
    },
  };
}

async function hold(port: number): Promise<{ fd: number; close(): Promise<void> }> {
  const workerData: SocketWanted = { port, host: settings.HOST };
  const holder = new Worker(new URL('./socket-holder.ts', import.meta.url), { workerData });
  holder.unref();
  const [opened] = (await once(holder, 'message')) as [SocketOpened];
  const close = async (): Promise<void> => void (await holder.terminate());
  if (opened.fd !== undefined) return { fd: opened.fd, close };
  await close();
  const remedy =
    opened.code === 'EADDRINUSE' ? '; another program uses it: stop that one, and try again' : '';
  throw Object.assign(new Failure(`Port ${port} cannot be opened: ${opened.code}${remedy}`), {
    code: opened.code,
  });
}

/** What `socket-holder.ts` is to open. */
export interface SocketWanted {
  port: number;
  host: string;
}

/** What it answers: the descriptor, or the code of the error. */
export interface SocketOpened {
  fd?: number;
  code?: string;
}
