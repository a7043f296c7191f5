import { randomBytes } from 'node:crypto';
import pLimit from 'p-limit';
import type { Handshake } from './handshake.ts';
import { type Heartbeat, type HeartbeatTimes, startHeartbeat } from './heartbeat.ts';
import { decodePacket, type EventPacket, encodePacket } from './packet.ts';

/** Carries packets to a client. */
export interface Carrier {
  /** Takes packets, or answers false when the client has to ask first. */
  deliver(packets: string[]): boolean;
  /** Characters that were taken and that the client has not had yet. */
  readonly underWay: number;
  /** Ends after what was taken. */
  close(): void;
  /** Ends at once. */
  abort(): void;
}

/** What is done for a client while it is connected. */
export interface Served {
  /** Handles an event; never rejects. */
  event(packet: EventPacket): Promise<void>;
  /** The connection has ended, for whatever reason. */
  ended(): void;
}

/** How connections are kept. */
export interface ConnectionOptions extends HeartbeatTimes {
  /** Characters that may wait for a slow client before it is disconnected. */
  bufferLimit: number;
}

const connected = encodePacket({ type: 'connect' });
const heartbeat = encodePacket({ type: 'heartbeat' });
const goodbye = encodePacket({ type: 'disconnect' });

/** Events of one client that are handled at the same time. */
const eventsAtOnce = 50;

/** A connection with a client, whatever carries its packets. It begins with the handshake, and lives as long as the client is heard. */
export class Connection {
  /** Nobody can guess it, so that no page of another host can use the connection of a browser's session. */
  readonly id = randomBytes(15).toString('base64url');
  readonly handshake: Handshake;
  #options: ConnectionOptions;
  #serve: (connection: Connection) => Served;
  #forget: () => void;
  #heartbeat: Heartbeat;
  #served: Served | undefined;
  #carrier: Carrier | undefined;
  #queue: string[] = [];
  /** Characters in the queue. */
  #queued = 0;
  #hasEnded = false;
  #limit = pLimit(eventsAtOnce);

  /** `serve` is called when the first carrier is there, and `forget` when nothing will be carried any more. */
  constructor(
    handshake: Handshake,
    options: ConnectionOptions,
    serve: (connection: Connection) => Served,
    forget: (connection: Connection) => void,
  ) {
    this.handshake = handshake;
    this.#options = options;
    this.#serve = serve;
    this.#forget = () => forget(this);
    this.#heartbeat = startHeartbeat(
      options,
      () => this.#carrier && this.send(heartbeat),
      () => this.abort(),
    );
  }

  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  get carrier(): Carrier | undefined {
    return this.#carrier;
  }

  /** Sends an event. */
  emit(name: string, ...args: unknown[]): void {
    this.send(encodePacket({ type: 'event', name, args }));
  }

  /** Answers an event of the client by its id. */
  acknowledge(id: number, args: unknown[]): void {
    this.send(encodePacket({ type: 'ack', id, args }));
  }

  /** Sends a packet that is text already. A client that is too slow loses its connection. */
  send(packet: string): void {
    if (this.#hasEnded) return;
    const isTooSlow = this.#queued + (this.#carrier?.underWay ?? 0) > this.#options.bufferLimit;
    if (isTooSlow) this.abort();
    else this.#push(packet);
    this.flush();
  }

  #push(packet: string): void {
    this.#queue.push(packet);
    this.#queued += packet.length;
  }

  /** Hands what waits to the carrier, if it takes it now. */
  flush(): void {
    if (this.#queue.length === 0 || !this.#carrier?.deliver(this.#queue)) return;
    this.#queue = [];
    this.#queued = 0;
    if (this.#hasEnded) this.#forgetNow();
  }

  /** Takes back what a carrier has taken and not delivered. */
  takeBack(packets: string[]): void {
    const later = this.#queue;
    this.#queue = [];
    this.#queued = 0;
    for (const packet of [...packets, ...later]) this.#push(packet);
    this.flush();
  }

  /** Lets a carrier carry the packets from here on. */
  attach(carrier: Carrier): void {
    this.#carrier?.close();
    this.#carrier = carrier;
    this.takeBack([connected]);
    this.#served ??= this.#serve(this);
  }

  /** A carrier has ended by itself, and the connection with it, unless another one carries its packets. */
  detach(carrier: Carrier): void {
    if (this.#carrier === carrier) this.leave();
  }

  /** The client has made a request of any kind. */
  heard(): void {
    if (!this.#hasEnded) this.#heartbeat.heard();
  }

  /** Takes a packet from the client. Where the client has sent more than is handled at once, answers when it may go on. */
  receive(text: string): Promise<void> | undefined {
    if (this.#hasEnded) return undefined;
    this.heard();
    const packet = decodePacket(text);
    if (packet?.type === 'disconnect') this.leave();
    if (packet?.type !== 'event') return undefined;
    const handled = this.#limit(async () => this.#served?.event(packet));
    return this.#limit.activeCount < eventsAtOnce ? undefined : handled;
  }

  /** Ends the connection; the client still gets what was sent before. */
  close(): void {
    if (this.#hasEnded) return;
    this.#push(goodbye);
    this.#end();
    this.flush();
    this.#carrier?.close();
  }

  /** The client has ended the connection. */
  leave(): void {
    this.#end();
    this.#carrier?.close();
    this.#forgetNow();
  }

  /** Ends the connection at once. */
  abort(): void {
    this.#end();
    this.#carrier?.abort();
    this.#forgetNow();
  }

  #end(): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#served?.ended();
  }

  #forgetNow(): void {
    this.#heartbeat.stop();
    this.#forget();
  }
}
