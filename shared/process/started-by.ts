import { backlog } from './backlog.ts';

/** Where a server listens; Node's types do not know `fd`. */
type Place = { backlog: number } & ({ port: number; host: string } | { fd: number });

/**
 * Where a server of this process listens: on the socket that the parent process has opened for it, by the convention of systemd's
 * socket activation (LISTEN_FDS), else on `port` of `host`. Only the first server of a process gets that socket.
 */
export function whereToListen(port: number, host: string): Place {
  const { LISTEN_FDS, LISTEN_PID = `${process.pid}` } = process.env;
  if (LISTEN_FDS !== '1' || LISTEN_PID !== `${process.pid}`) return { port, host, backlog };
  // A process that this one starts does not have the socket.
  delete process.env.LISTEN_FDS;
  return { fd: 3, backlog };
}

/** Tells the parent process over Node's IPC channel, if there is one, that this process serves requests now. */
export function tellReady(): void {
  if (process.connected) process.send?.('ready');
}
