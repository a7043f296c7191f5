import type { ServerResponse } from 'node:http';
import type { Carrier, Connection } from './connection.ts';
import { encodePacket } from './packet.ts';
import { encodePayload } from './payload.ts';

const noop = encodePacket({ type: 'noop' });

/**
 * Carries the packets of a connection in the answers to polls: requests that wait until there is something to send, or until `pollMs`
 * have passed. Only the newest poll is answered, and what a client that has hung up did not get is in the next one.
 */
export class Polls implements Carrier {
  #connection: Connection;
  #pollMs: number;
  #waiting: ServerResponse | undefined;
  #turn: Promise<unknown> = Promise.resolve();
  underWay = 0;

  constructor(connection: Connection, pollMs: number) {
    this.#connection = connection;
    this.#pollMs = pollMs;
  }

  /** Lets a client wait with a poll. */
  poll(response: ServerResponse): void {
    this.close();
    this.#waiting = response;
    const timer = setTimeout(() => this.close(), this.#pollMs);
    response.once('close', () => {
      clearTimeout(timer);
      if (this.#waiting === response) this.#waiting = undefined;
    });
    this.#connection.flush();
  }

  /** Does the work of one request in which a client sends something, when that of those before is done. */
  inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => {});
    return done;
  }

  deliver(packets: string[]): boolean {
    const response = this.#waiting;
    if (response === undefined) return false;
    this.#waiting = undefined;
    const payload = encodePayload(packets);
    this.underWay += payload.length;
    response.once('close', () => {
      this.underWay -= payload.length;
      if (!response.writableFinished) this.#connection.takeBack(packets);
    });
    answer(response, payload);
    return true;
  }

  /** Lets nobody wait any more; the next poll gets what there is. */
  close(): void {
    if (this.#waiting !== undefined) answer(this.#waiting, noop);
    this.#waiting = undefined;
  }

  abort(): void {
    this.close();
  }
}

/** Some clients misread the mark between packets unless the charset is named. */
export function answer(response: ServerResponse, text: string, status = 200): void {
  response.writeHead(status, {
    'content-type': 'text/plain; charset=UTF-8',
    'cache-control': 'no-store',
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}
