import { connect, type Socket } from 'node:net';

/** A reply of the runtime: its body as text, the body's length in bytes, and how many log lines the run has written. */
export interface RuntimeReply {
  status: number;
  text: string;
  size: number;
  lines: number;
}

/**
 * One kept-alive HTTP connection to an instance, one request at a time. Written by hand since the peer is ours and
 * always sends a length: node:http's client would double the cost of a warm call.
 */
export class RuntimeConnection {
  #socket: Socket;
  #chunks: Buffer[] = [];
  #length = 0;
  #wanted = -1;
  #settle: { resolve: (reply: RuntimeReply) => void; reject: (error: Error) => void } | undefined;
  /** Whether the peer has gone; such a connection is of no more use. */
  closed = false;

  constructor(path: string) {
    this.#socket = connect(path);
    this.#socket.on('data', (chunk) => this.#receive(chunk));
    this.#socket.on('error', () => this.#lost());
    this.#socket.on('close', () => this.#lost());
  }

  /** Sends one request; rejects when the connection ends before the whole reply has come. */
  post(path: '/init' | '/run', json: string): Promise<RuntimeReply> {
    return new Promise((resolve, reject) => {
      if (this.closed) return reject(new Error('the instance has closed its connection'));
      this.#settle = { resolve, reject };
      const head = `POST ${path} HTTP/1.1\r\nHost: a\r\nContent-Length: ${Buffer.byteLength(json)}\r\n\r\n`;
      this.#socket.write(head + json);
    });
  }

  /** Ends the connection. */
  close(): void {
    this.#socket.destroy();
  }

  #lost(): void {
    this.closed = true;
    this.#settle?.reject(new Error('the instance has closed its connection'));
    this.#settle = undefined;
  }

  #receive(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#length += chunk.length;
    if (this.#wanted >= 0 && this.#length < this.#wanted) return;
    const all = this.#chunks.length === 1 ? chunk : Buffer.concat(this.#chunks, this.#length);
    this.#chunks = [all];
    const end = all.indexOf('\r\n\r\n');
    if (end < 0) return;
    const head = all.toString('latin1', 0, end).toLowerCase();
    const size = numberAfter(head, '\r\ncontent-length:');
    this.#wanted = end + 4 + size;
    if (this.#length < this.#wanted) return;
    const reply = {
      status: Number(head.slice(9, 12)),
      text: all.toString('utf8', end + 4, this.#wanted),
      size,
      lines: numberAfter(head, '\r\nx-log-lines:'),
    };
    this.#chunks = [];
    this.#length = 0;
    this.#wanted = -1;
    const settle = this.#settle;
    this.#settle = undefined;
    settle?.resolve(reply);
  }
}

function numberAfter(head: string, name: string): number {
  const at = head.indexOf(name);
  return at < 0 ? 0 : Number.parseInt(head.slice(at + name.length, at + name.length + 20), 10);
}
