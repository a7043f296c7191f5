import { apply } from './apply.ts';
import { type CommentRange, commentsAfter } from './comment-ranges.ts';
import { compose, type Op } from './components.ts';
import { transform } from './transform.ts';

/** An operation as a client sends it. */
export interface SentUpdate {
  op: Op;
  /** The version of the document that the operation applies to. */
  v: number;
  /** The ids of the connections over which it may have arrived before. */
  dupIfSource: string[];
}

/** An operation that the server has applied to version `v`, and the connection that it came from. */
export interface AppliedUpdate {
  op: Op;
  v: number;
  source?: string;
}

/**
 * One editor's view of a document that others change too: the text with the editor's own changes, of which one is on its way to the
 * server and the others wait. Whoever owns it connects it to a server: `send` is called with each operation to send.
 */
export class DocumentClient {
  text: string;
  /** The number of operations of the server that the text includes. */
  version: number;
  #send: (update: SentUpdate) => void;
  /** The id of the present connection; undefined while there is none. */
  #connection: string | undefined;
  #inflight: Op | undefined;
  /** The connections over which the operation on its way was sent. */
  #sources = new Set<string>();
  #pending: Op = [];
  /** The comments as the server has them at this version. */
  #comments: readonly CommentRange[] = [];
  /** Operations that came before the one that they follow. */
  #early = new Map<number, AppliedUpdate>();

  constructor(text: string, version: number, connection: string, send: (update: SentUpdate) => void) {
    this.text = text;
    this.version = version;
    this.#connection = connection;
    this.#send = send;
  }

  /** Whether the server has acknowledged everything that was typed. */
  get isSaved(): boolean {
    return this.#inflight === undefined && this.#pending.length === 0;
  }

  /** The comments on the text as it is here. */
  get comments(): readonly CommentRange[] {
    return commentsAfter(commentsAfter(this.#comments, this.#inflight ?? [], {}), this.#pending, {});
  }

  /** Takes the comments that the server has at this version. */
  set comments(comments: readonly CommentRange[]) {
    this.#comments = comments;
  }

  /** Whether the server has a comment. */
  hasStored(id: string): boolean {
    return this.#comments.some((comment) => comment.id === id);
  }

  /** Somebody has deleted a comment, which is no operation. */
  removeComment(id: string): void {
    this.#comments = this.#comments.filter((comment) => comment.id !== id);
  }

  /** Applies a change of this editor. It is sent by `flush`. */
  edit(op: Op): void {
    this.text = apply(this.text, op);
    this.#pending = compose(this.#pending, op);
  }

  /** Sends what was typed, unless an operation is on its way or there is no connection. */
  flush(): void {
    if (this.#inflight !== undefined || this.#pending.length === 0 || this.#connection === undefined) return;
    this.#inflight = this.#pending;
    this.#pending = [];
    this.#sources.clear();
    this.#transmit();
  }

  /** Sends the operation on its way once more, for a server that may not have received it. */
  resend(): void {
    if (this.#inflight !== undefined && this.#connection !== undefined) this.#transmit();
  }

  #transmit(): void {
    // With this connection too: from this version on, only the same operation can come from it, should it be carried twice.
    this.#sources.add(this.#connection ?? '');
    this.#send({ op: this.#inflight ?? [], v: this.version, dupIfSource: [...this.#sources] });
  }

  /** The server has applied the operation on its way to version `v`. */
  acknowledge(v: number): void {
    if (v < this.version || this.#inflight === undefined) return;
    if (v > this.version) {
      this.#early.set(v, { op: [], v, source: this.#connection ?? '' });
      return;
    }
    this.#comments = commentsAfter(this.#comments, this.#inflight, {});
    this.#inflight = undefined;
    this.version += 1;
    this.#receiveEarly();
    this.flush();
  }

  /** Takes an operation that the server has applied. Old ones are ignored, and early ones wait for those before. */
  receive(update: AppliedUpdate): void {
    if (update.v < this.version) return;
    if (update.v > this.version) this.#early.set(update.v, update);
    else if (update.source !== undefined && this.#inflight !== undefined && this.#sources.has(update.source))
      this.acknowledge(update.v);
    else {
      this.#applyRemote(update.op);
      this.#receiveEarly();
    }
  }

  #applyRemote(remote: Op): void {
    let op = remote;
    this.#comments = commentsAfter(this.#comments, remote, {});
    if (this.#inflight !== undefined) {
      const inflight = transform(this.#inflight, op, 'left');
      op = transform(op, this.#inflight, 'right');
      this.#inflight = inflight;
    }
    const pending = transform(this.#pending, op, 'left');
    op = transform(op, this.#pending, 'right');
    this.#pending = pending;
    this.text = apply(this.text, op);
    this.version += 1;
  }

  #receiveEarly(): void {
    const next = this.#early.get(this.version);
    if (next === undefined) return;
    this.#early.delete(this.version);
    this.receive(next);
  }

  /** The connection has ended. What is typed is kept. */
  disconnect(): void {
    this.#connection = undefined;
    this.#early.clear();
  }

  /** There is a new connection, and these are the operations from this client's version on. Sends again what was not acknowledged. */
  reconnect(connection: string, missed: AppliedUpdate[]): void {
    this.#connection = connection;
    for (const update of missed) this.receive(update);
    if (this.#inflight === undefined) this.flush();
    else this.resend();
  }
}
