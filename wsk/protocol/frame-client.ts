import type { Duplex } from 'node:stream';
import { batchedWriter, type Frame, frame, readFrames } from './frames.ts';

interface PendingRequest {
  resolve: (reply: Frame) => void;
  reject: (error: Error) => void;
}

/** A client on a local socket: any number of requests at the same time, with replies in any order. */
export class FrameClient {
  #write: (bytes: Buffer) => void;
  #pending = new Map<number, PendingRequest>();
  #last = 0;
  #lost: Error | undefined;

  /** Calls `notice` for each frame without a request, and `lost` once when the connection has ended. */
  constructor(socket: Duplex, notice: (frame: Frame) => void, lost: () => void = () => undefined) {
    this.#write = batchedWriter(socket);
    const end = (error: Error): void => {
      if (this.#lost !== undefined) return;
      this.#lost = error;
      for (const { reject } of this.#pending.values()) reject(error);
      this.#pending.clear();
      lost();
    };
    const receive = (one: Frame): void => {
      const request = this.#pending.get(one.id);
      this.#pending.delete(one.id);
      if (one.id === 0) notice(one);
      else request?.resolve(one);
    };
    readFrames(socket, receive);
    socket.on('error', (error) => end(new Error(`the connection has failed: ${error.message}`)));
    const closed = (): void => end(new Error('the other side has closed the connection'));
    socket.on('end', closed);
    socket.on('close', closed);
  }

  /** The number of requests without a reply. */
  get pending(): number {
    return this.#pending.size;
  }

  /** Sends a request and resolves with the reply. Rejects when the connection ends first, or with the reason of `signal`. */
  post(head: string, body: string | Buffer, signal?: AbortSignal): Promise<Frame> {
    return new Promise((resolve, reject) => {
      if (this.#lost !== undefined) return reject(this.#lost);
      this.#last = (this.#last + 1) >>> 0 || 1;
      const id = this.#last;
      const request =
        signal === undefined ? { resolve, reject } : this.#abortable(signal, id, resolve, reject);
      this.#pending.set(id, request);
      this.#write(frame(id, head, body));
    });
  }

  #abortable(
    signal: AbortSignal,
    id: number,
    resolve: (reply: Frame) => void,
    reject: (error: Error) => void,
  ): PendingRequest {
    const onAbort = (): void => {
      this.#pending.delete(id);
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', onAbort);
    const settleWith =
      <Value>(settle: (value: Value) => void) =>
      (value: Value): void => {
        signal.removeEventListener('abort', onAbort);
        settle(value);
      };
    return { resolve: settleWith(resolve), reject: settleWith(reject) };
  }

  /** Sends a frame that needs no reply. */
  send(head: string): void {
    this.#write(frame(0, head, ''));
  }
}
