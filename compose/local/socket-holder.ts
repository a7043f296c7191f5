// A thread that opens a listening socket and holds it until the thread is terminated. Node accepts connections on each socket on which
// it listens, but these belong to another process. So this thread never returns to its event loop.
import { createServer } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';
import { backlog } from '#shared/process/backlog';
import type { SocketOpened, SocketWanted } from './front-door-socket.ts';

const { port, host } = workerData as SocketWanted;
const tell = (opened: SocketOpened): void => parentPort?.postMessage(opened);

const server = createServer();
server.once('error', ({ code = 'unknown' }: NodeJS.ErrnoException) => tell({ code }));
server.listen({ port, host, exclusive: true, backlog }, () => {
  // Node has no public name for the descriptor of a server.
  const { _handle: handle } = server as unknown as { _handle: { fd: number } };
  tell({ fd: handle.fd });
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
});
