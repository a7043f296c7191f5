import { createServer, type RequestListener, type Server } from 'node:http';
import { settings } from '../config/settings.ts';
import { lingering, refuseSocket, refuseUnreadable } from '../http/linger.ts';
import { tellReady, whereToListen } from '../process/started-by.ts';

/** Milliseconds between two looks, while the process ends, for connections that clients keep open for nothing. */
const closeIdleEveryMs = 100;

/**
 * Serves `listener` until SIGTERM or SIGINT, then lets requests in hand finish: on the socket that the parent process has opened, else
 * on `port` (0: a free one). Rejects when the port is taken. Only the own machine can connect, unless HOST says otherwise.
 */
export function listen(listener: RequestListener, port: number, host = settings.HOST): Promise<Server> {
  const server = createServer(lingering(listener));
  server.keepAliveTimeout = 65_000;
  refuseUnreadable(server);
  server.on('connect', (_request, socket) =>
    refuseSocket(socket, 405, 'CONNECT requests are not supported.'),
  );
  const stop = () => {
    server.close(() => process.exit(0));
    // A connection may become idle later, when its request has been answered.
    setInterval(() => server.closeIdleConnections(), closeIdleEveryMs).unref();
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(whereToListen(port, host), () => {
      tellReady();
      resolve(server);
    });
  });
}
