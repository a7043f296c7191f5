import type { Duplex } from 'node:stream';
import { batchedWriter, type Frame, frame, frameReader } from '#shared/http/frames';

/** A reply of the runtime: its body as text, the body's length in bytes, and the log lines of the run. */
export interface RuntimeReply {
  status: number;
  text: string;
  size: number;
  logs: string[];
}

/** What the runtime tells without being asked. */
export type Notice = { ready: true } | { codeCache: string };

interface Waiting {
  resolve: (reply: RuntimeReply) => void;
  reject: (error: Error) => void;
}

/** The socket between the platform and one instance: `/init` and `/run` as frames, any number at once. */
export class RuntimeConnection {
  #write: (bytes: Buffer) => void;
  #waiting = new Map<number, Waiting>();
  #last = 0;
  #closed = false;
  #notice: (notice: Notice, body: Buffer) => void;

  constructor(socket: Duplex, notice: (notice: Notice, body: Buffer) => void) {
    this.#write = batchedWriter(socket);
    this.#notice = notice;
    socket.on(
      'data',
      frameReader((one) => this.#receive(one)),
    );
    socket.on('error', () => this.#lost());
    socket.on('close', () => this.#lost());
  }

  /** Sends one request; rejects when the connection ends before the reply has come. */
  post(head: object, body: string | Buffer): Promise<RuntimeReply> {
    return new Promise((resolve, reject) => {
      if (this.#closed) return reject(new Error('the instance has closed its connection'));
      this.#last = (this.#last + 1) >>> 0 || 1;
      this.#waiting.set(this.#last, { resolve, reject });
      this.#write(frame(this.#last, JSON.stringify(head), body));
    });
  }

  #receive({ id, head, body }: Frame): void {
    if (id === 0) {
      this.#notice(JSON.parse(head) as Notice, body);
      return;
    }
    const { status, logs } = JSON.parse(head) as { status: number; logs: string[] };
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    waiting?.resolve({ status, logs, text: body.toString(), size: body.length });
  }

  #lost(): void {
    this.#closed = true;
    for (const { reject } of this.#waiting.values())
      reject(new Error('the instance has closed its connection'));
    this.#waiting.clear();
  }
}
