import * as z from 'zod';
import { decodePacket, encodePacket } from '../wire/packet.ts';
import { type ClientCarrier, carriers, type OpenCarrier } from './carrier.ts';

/** Where and how to connect. */
export interface SocketOptions {
  /** The address of the server, without a slash at its end. */
  url: string;
  /** The project to join at once. */
  projectId?: string;
  /** The cookies of the session; a browser sends its own. */
  cookie?: string;
  /** How packets are carried, by name or as one's own way; WebSocket without it. */
  transport?: keyof typeof carriers | OpenCarrier;
}

/** What the server has answered to an event instead of what was asked for. */
export class Refused extends Error {
  readonly code: string | undefined;

  constructor({ message, code }: { message: string; code?: string | undefined }) {
    super(message);
    this.code = code;
  }
}

/** Milliseconds after which a connection counts as broken when an answer is missing. */
const answerMs = 10_000;

/** The connection has ended before an answer came. */
export class Disconnected extends Error {}

const refusal = z.object({ message: z.string(), code: z.string().optional() });

/** What is called for each event of the server. */
export type Listener = (name: string, args: unknown[]) => void;

/** A connection with real-time by the protocol of Socket.IO 0.9, in a browser or in Node. */
export class EditorSocket {
  /** Resolves when the connection has ended. */
  readonly ended: Promise<void>;
  #end: () => void = () => {};
  #hasEnded = false;
  #carrier: ClientCarrier;
  #listener: Listener;
  #answers = new Map<number, (answer: unknown[] | Disconnected) => void>();
  #lastId = 0;
  #silence: ReturnType<typeof setTimeout> | undefined;
  #silenceMs: number;

  private constructor(options: SocketOptions, id: string, silenceMs: number, listener: Listener) {
    this.#silenceMs = silenceMs;
    this.#listener = listener;
    this.ended = new Promise((resolve) => {
      this.#end = resolve;
    });
    const { transport = 'websocket' } = options;
    const open = typeof transport === 'string' ? carriers[transport] : transport;
    this.#carrier = open(options.url, id, {
      packet: (text) => this.#receive(text),
      closed: () => this.#finish(),
    });
    this.#listen();
  }

  /** Makes a handshake and connects. Rejects when the server cannot be reached. */
  static async connect(options: SocketOptions, listener: Listener): Promise<EditorSocket> {
    const { url, projectId, cookie } = options;
    const query = projectId === undefined ? '' : `&projectId=${encodeURIComponent(projectId)}`;
    const headers = cookie === undefined ? {} : { cookie };
    const response = await fetch(`${url}/socket.io/1/?t=${Date.now()}${query}`, { headers });
    const [id = '', heartbeat = '60'] = (await response.text()).split(':');
    if (!response.ok) throw new Disconnected(`the handshake was answered ${response.status}`);
    return new EditorSocket(options, id, Number(heartbeat) * 1000, listener);
  }

  /** Sends an event and returns what follows after the error in its answer. Rejects with `Refused` or `Disconnected`. */
  async request(name: string, ...args: unknown[]): Promise<unknown[]> {
    this.#lastId += 1;
    const id = this.#lastId;
    const late = setTimeout(() => this.close(), answerMs);
    const answer = await new Promise<unknown[] | Disconnected>((resolve) => {
      this.#answers.set(id, resolve);
      if (this.#hasEnded) return this.#fail();
      this.#carrier.send(encodePacket({ type: 'event', name, args, id }));
    });
    clearTimeout(late);
    if (answer instanceof Disconnected) throw answer;
    const [error, ...rest] = answer;
    if (error) throw new Refused(refusal.safeParse(error).data ?? { message: String(error) });
    return rest;
  }

  /** Sends an event that needs no answer. */
  send(name: string, ...args: unknown[]): void {
    if (!this.#hasEnded) this.#carrier.send(encodePacket({ type: 'event', name, args }));
  }

  close(): void {
    this.#carrier.close();
    this.#finish();
  }

  #receive(text: string): void {
    this.#listen();
    const packet = decodePacket(text);
    if (packet?.type === 'heartbeat') this.#carrier.send(encodePacket({ type: 'heartbeat' }));
    else if (packet?.type === 'event') this.#listener(packet.name, packet.args);
    else if (packet?.type === 'ack') {
      this.#answers.get(packet.id)?.(packet.args);
      this.#answers.delete(packet.id);
    } else if (packet?.type === 'disconnect' || packet?.type === 'error') this.close();
  }

  /** Gives up when nothing comes for too long. */
  #listen(): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.close(), this.#silenceMs);
  }

  #finish(): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    clearTimeout(this.#silence);
    this.#fail();
    this.#end();
  }

  #fail(): void {
    for (const answer of this.#answers.values()) answer(new Disconnected('the connection has ended'));
    this.#answers.clear();
  }
}
