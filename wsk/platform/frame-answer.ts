import { frame } from '#shared/http/frames';
import type { Outgoing } from './http.ts';

/**
 * Writes an answer as a frame: status and headers in its head. A class, since an object with getters of its own costs several
 * microseconds to make.
 */
export class FrameAnswer implements Outgoing {
  #socket: { readonly destroyed: boolean };
  #write: (bytes: Buffer) => void;
  #id: number;
  #head: string | undefined;

  constructor(socket: { readonly destroyed: boolean }, write: (bytes: Buffer) => void, id: number) {
    this.#socket = socket;
    this.#write = write;
    this.#id = id;
  }

  get headersSent(): boolean {
    return this.#head !== undefined;
  }

  get destroyed(): boolean {
    return this.#socket.destroyed;
  }

  writeHead(status: number, headers: string[]): void {
    this.#head = JSON.stringify({ status, headers });
  }

  end(content: string | Buffer = ''): void {
    this.#write(frame(this.#id, this.#head ?? '', content));
  }
}
