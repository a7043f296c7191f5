import type { IncomingHttpHeaders } from 'node:http';
import { createServer, type Server } from 'node:net';
import { batchedWriter, frame, frameReader } from '#shared/http/frames';
import type { Incoming, Outgoing } from './http.ts';

/**
 * Opens the way by which actions reach the platform without the network: a unix socket that takes requests as frames,
 * any number at once. Each is handed to `serve` like one that came over HTTP, so that the same rules hold.
 */
export function openDoor(
  path: string,
  serve: (request: Incoming, response: Outgoing) => void,
): Promise<Server> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    const write = batchedWriter(socket);
    socket.on(
      'data',
      frameReader(({ id, head, body }) => {
        const asked = JSON.parse(head) as { method: string; url: string; headers: Record<string, string> };
        let started: string | undefined;
        serve(requestOf(asked, body), {
          get headersSent() {
            return started !== undefined;
          },
          get destroyed() {
            return socket.destroyed;
          },
          writeHead(status, headers) {
            started = JSON.stringify({ status, headers });
          },
          end(content = '') {
            write(frame(id, started ?? '', content));
          },
        });
      }),
    );
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, () => resolve(server));
  });
}

function requestOf(
  asked: { method: string; url: string; headers: Record<string, string> },
  body: Buffer,
): Incoming {
  const headers: IncomingHttpHeaders = {};
  const rawHeaders: string[] = [];
  for (const name in asked.headers) {
    const value = asked.headers[name] as string;
    headers[name.toLowerCase()] = value;
    rawHeaders.push(name, value);
  }
  if (body.length > 0) headers['content-length'] = String(body.length);
  return {
    method: asked.method,
    url: asked.url,
    headers,
    rawHeaders,
    complete: true,
    body,
    on: nothing as never,
    resume: nothing,
  };
}

const nothing = (): undefined => undefined;
