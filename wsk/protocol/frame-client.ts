import type { Duplex } from 'node:stream';
import { batchedWriter, type Frame, frame, readFrames } from './frames.ts';

interface Waiting {
  resolve: (reply: Frame) => void;
  reject: (error: Error) => void;
}

/** A local socket on which questions get answers, any number at once, in any order. */
export class FrameClient {
  #write: (bytes: Buffer) => void;
  #waiting = new Map<number, Waiting>();
  #last = 0;
  #lost: Error | undefined;

  /** `notice` gets what the other side tells unasked; `lost` is called once, when the connection has ended. */
  constructor(socket: Duplex, notice: (frame: Frame) => void, lost: () => void = () => undefined) {
    this.#write = batchedWriter(socket);
    const end = (error: Error): void => {
      if (this.#lost !== undefined) return;
      this.#lost = error;
      for (const { reject } of this.#waiting.values()) reject(error);
      this.#waiting.clear();
      lost();
    };
    const receive = (one: Frame): void => {
      const waiting = this.#waiting.get(one.id);
      this.#waiting.delete(one.id);
      if (one.id === 0) notice(one);
      else waiting?.resolve(one);
    };
    readFrames(socket, receive);
    socket.on('error', (error) => end(new Error(`the connection has failed: ${error.message}`)));
    const closed = (): void => end(new Error('the other side has closed the connection'));
    socket.on('end', closed);
    socket.on('close', closed);
  }

  /** How many questions have no answer yet. */
  get pending(): number {
    return this.#waiting.size;
  }

  /** Sends a question. Rejects when the connection ends before the answer has come, or with the reason of `signal`. */
  post(head: string, body: string | Buffer, signal?: AbortSignal): Promise<Frame> {
    return new Promise((resolve, reject) => {
      if (this.#lost !== undefined) return reject(this.#lost);
      this.#last = (this.#last + 1) >>> 0 || 1;
      const id = this.#last;
      const waiting = signal === undefined ? { resolve, reject } : this.#until(signal, id, resolve, reject);
      this.#waiting.set(id, waiting);
      this.#write(frame(id, head, body));
    });
  }

  #until(
    signal: AbortSignal,
    id: number,
    resolve: (reply: Frame) => void,
    reject: (error: Error) => void,
  ): Waiting {
    const onAbort = (): void => {
      this.#waiting.delete(id);
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', onAbort);
    const done =
      <Value>(settle: (value: Value) => void) =>
      (value: Value): void => {
        signal.removeEventListener('abort', onAbort);
        settle(value);
      };
    return { resolve: done(resolve), reject: done(reject) };
  }

  /** Sends what needs no answer. */
  tell(head: string): void {
    this.#write(frame(0, head, ''));
  }
}
