import { frame } from '#shared/http/frames';
import type { Outgoing } from './http.ts';

/** Writes an answer as a frame: status and headers in its head. */
export function frameAnswer(
  socket: { readonly destroyed: boolean },
  write: (bytes: Buffer) => void,
  id: number,
): Outgoing {
  let started: string | undefined;
  return {
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
  };
}
