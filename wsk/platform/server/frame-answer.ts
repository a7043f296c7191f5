import { frame } from '#wsk/protocol/frames';
import type { Outgoing } from './http.ts';

/** Where the answer to a call that did not come over HTTP goes. */
export interface DirectAnswer extends Outgoing {
  /** The result of an invocation, instead of `writeHead` and `end`. */
  result(activationId: string, text: string): void;
}

/**
 * Writes an answer as a frame: status and headers in its head, or of a result only the activation's id. A class, since an
 * object with getters of its own costs several microseconds to make.
 */
export class FrameAnswer implements DirectAnswer {
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

  result(activationId: string, text: string): void {
    this.#write(frame(this.#id, activationId, text));
  }
}
