import type { Duplex } from 'node:stream';
import { FrameClient } from '../../protocol/frame-client.ts';
import type { Frame } from '../../protocol/frames.ts';

/** A reply of the runtime: its body as text, the size of the body in bytes, and the log lines of the run. */
export interface RuntimeReply {
  status: number;
  text: string;
  size: number;
  logs: string[];
}

/** A message that the runtime sends without a request: it is ready, it has a code cache, or its extension has a notice. */
export type Notice = { ready: true } | { codeCache: string } | { extension: unknown };

/** The connection to the runtime of one instance: `/init`, `/run` and other requests as frames, any number at the same time. */
export class RuntimeConnection {
  #client: FrameClient;

  /** Calls `notice` for each message without a request, and `lost` once when the connection has ended. */
  constructor(socket: Duplex, notice: (notice: Notice, body: Buffer) => void, lost: () => void) {
    const receive = ({ head, body }: Frame): void =>
      // biome-ignore lint/plugin: a private frame, which this project's own runtime has written, on the way of every call.
      notice(JSON.parse(head) as Notice, body);
    this.#client = new FrameClient(socket, receive, lost);
  }

  /** Sends one request and resolves with the reply; rejects when the connection ends before the reply arrives. */
  async post(head: object, body: string | Buffer): Promise<RuntimeReply> {
    const frame = await this.#client.post(JSON.stringify(head), body);
    // biome-ignore lint/plugin: a private frame, which this project's own runtime has written, on the way of every call.
    const { status, logs } = JSON.parse(frame.head) as { status: number; logs: string[] };
    return { status, logs, text: frame.body.toString(), size: frame.body.length };
  }
}
