import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/**
 * Runs `work` while no other process of this machine runs work with the same name, and waits for that before. The name is a socket in
 * Linux's abstract namespace, so it is free as soon as its process ends, however it ends. `onWait` is called before it waits.
 */
export async function oneAtATime<Result>(
  name: string,
  work: () => Promise<Result>,
  onWait: () => void = () => undefined,
): Promise<Result> {
  const path = `\0diptych ${name}`;
  const waiting = new Set<Socket>();
  const server = createServer((socket) => {
    waiting.add(socket);
    socket.on('error', () => undefined).once('close', () => waiting.delete(socket));
  });
  while (!(await takes(server, path))) {
    onWait();
    await freed(path);
  }
  try {
    return await work();
  } finally {
    server.close();
    for (const socket of waiting) socket.destroy();
  }
}

async function takes(server: Server, path: string): Promise<boolean> {
  try {
    server.listen(path);
    await once(server, 'listening');
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') return false;
    throw error;
  }
}

/** Resolves when the process that has the name closes the connection, or has ended already. */
function freed(path: string): Promise<void> {
  return new Promise((resolve) => {
    connect(path)
      .on('error', () => undefined)
      .once('close', () => resolve())
      .resume();
  });
}
