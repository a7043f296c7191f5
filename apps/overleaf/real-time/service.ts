import type { RequestListener, Server } from 'node:http';
import { errorHandler } from '#shared/http/service';
import { overleafService } from '../service-base.ts';
import { openChannels } from './channels.ts';
import { config } from './config.ts';
import { closeAll, draining } from './draining.ts';
import { eventHandlers } from './events.ts';
import { admit, depart } from './lifetime.ts';
import { catchUpAll, receiveMessage } from './messages.ts';
import { redis } from './redis.ts';
import { routes } from './routes.ts';
import type { PushUpdate } from './updates.ts';
import { socketServer } from './wire/server.ts';

/** Bytes of the body of a message to the editors of a project. */
const bodyBytes = 7 * 1024 * 1024;

/** Connects the editors of projects with each other. `push` hands over what they change. */
export function realTime(push: PushUpdate): {
  listener: RequestListener;
  serveSockets(server: Server): void;
} {
  const channels = openChannels(config.REDIS_URL, receiveMessage, catchUpAll);
  const http = overleafService(
    'real-time',
    { redis, channels },
    { bodyBytes, isOpen: () => !draining.isClosing },
  );
  http.use(routes);
  http.use(errorHandler());

  const handle = eventHandlers(push);
  const sockets = socketServer((connection) => {
    const admitted = admit(connection);
    return {
      async event(packet) {
        const client = await admitted;
        if (client !== undefined) await handle(client, packet);
      },
      async ended() {
        const client = await admitted;
        if (client !== undefined) await depart(client);
      },
    };
  });

  return {
    listener(request, response) {
      if (!sockets.handle(request, response)) http(request, response);
    },
    serveSockets(server) {
      sockets.serveUpgrades(server);
      for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => void closeAll());
    },
  };
}
