import type { Duplex } from 'node:stream';
import { FrameClient } from '../../protocol/frame-client.ts';
import type { Frame } from '../../protocol/frames.ts';

/** A reply of the runtime: its body as text, the body's length in bytes, and the log lines of the run. */
export interface RuntimeReply {
  status: number;
  text: string;
  size: number;
  logs: string[];
}

/** What the runtime tells without being asked. */
export type Notice = { ready: true } | { codeCache: string } | { extension: unknown };

/** The socket between the platform and one instance: `/init`, `/run` and more as frames, any number at once. */
export class RuntimeConnection {
  #client: FrameClient;

  /** `lost` is called once, when the connection has ended. */
  constructor(socket: Duplex, notice: (notice: Notice, body: Buffer) => void, lost: () => void) {
    const receive = ({ head, body }: Frame): void => notice(JSON.parse(head) as Notice, body);
    this.#client = new FrameClient(socket, receive, lost);
  }

  /** Sends one request; rejects when the connection ends before the reply has come. */
  async post(head: object, body: string | Buffer): Promise<RuntimeReply> {
    const frame = await this.#client.post(JSON.stringify(head), body);
    const { status, logs } = JSON.parse(frame.head) as { status: number; logs: string[] };
    return { status, logs, text: frame.body.toString(), size: frame.body.length };
  }
}
