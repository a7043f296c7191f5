import * as z from 'zod';
import type { CommentRange } from '../../ot/comment-ranges.ts';
import { type Comment, isInsert, type Op } from '../../ot/components.ts';
import { DocumentClient, type SentUpdate } from '../../ot/document-client.ts';
import { withoutSurrogates } from '../../ot/surrogates.ts';

/** What an editor is told about a document. */
export interface DocEvents {
  /** The text is another one, by somebody else. */
  changed?(): void;
  /** The server has stored something that was typed. */
  saved?(): void;
  /** What was typed could not be stored; the document is what the server has. `text` is what it was with it. */
  lost?(text: string): void;
  /** There is no such document. */
  failed?(error: Error): void;
}

/** How a document gets to the server. */
export interface DocLink {
  /** Sends an update. Rejects when it was not taken. */
  send(doc: string, update: SentUpdate): Promise<unknown>;
  /** Has the document opened anew. */
  reopen(doc: OpenDoc): void;
}

const op = z.custom<Op>(Array.isArray);
const meta = z.object({ source: z.string().optional().catch(undefined) }).default({});
const applied = z.object({ v: z.number(), op: op.optional(), meta });
const comment = z.object({
  id: z.string(),
  op: z.object({ p: z.number(), c: z.string().transform(unpack), t: z.string() }),
  metadata: z.looseObject({}).default({}),
});
const ranges = z.object({ comments: z.array(comment).default([]) });
const opened = z
  .tuple([z.array(z.string()), z.number(), z.array(applied), ranges.optional()])
  .rest(z.unknown());

/** Milliseconds after which an update that is not acknowledged is sent again. */
const resendMs = 5000;

/** Refusals of one update after which it is given up. */
const maxRefusals = 2;

/** A text as documents are sent: each byte of its UTF-8 is a character. */
function unpack(text: string): string {
  return new TextDecoder().decode(Uint8Array.from(text, (sign) => sign.charCodeAt(0)));
}

/** A document that an editor has open, over all connections. */
export class OpenDoc {
  readonly id: string;
  #events: DocEvents;
  #link: DocLink;
  #flushMs: number;
  #client: DocumentClient | undefined;
  #refusals = 0;
  /** Why an update was refused last. */
  #reason = 'it could not be stored';
  /** Who waits for a comment to be stored, by its id. */
  #commenting = new Map<string, { resolve(): void; reject(error: Error): void }>();
  #flushing: ReturnType<typeof setTimeout> | undefined;
  #resending: ReturnType<typeof setTimeout> | undefined;

  /** What is typed is sent after `flushMs`, with what was typed meanwhile. */
  constructor(id: string, link: DocLink, events: DocEvents, flushMs: number) {
    this.id = id;
    this.#link = link;
    this.#events = events;
    this.#flushMs = flushMs;
  }

  get text(): string {
    return this.#client?.text ?? '';
  }

  get version(): number {
    return this.#client?.version ?? -1;
  }

  /** The comments on the text. */
  get comments(): readonly CommentRange[] {
    return this.#client?.comments ?? [];
  }

  /** Somebody has deleted a comment. */
  removeComment(id: string): void {
    this.#client?.removeComment(id);
  }

  /** Whether the server has all that was typed. */
  get isSaved(): boolean {
    return this.#client?.isSaved ?? true;
  }

  /** The version from which on updates are wanted when the document is opened; -1 for the whole text. */
  get wantedFrom(): number {
    return this.#refusals >= maxRefusals ? -1 : this.version;
  }

  /** Changes the text. Characters that need two places are replaced at once, as the server would do. */
  edit(change: Op): void {
    const plain = change.map((each) => (isInsert(each) ? { ...each, i: withoutSurrogates(each.i) } : each));
    this.#client?.edit(plain);
    this.#flushing ??= setTimeout(() => this.#flush(), this.#flushMs);
  }

  /** Comments on a part of the text. Resolves when the server has the comment; rejects with its words when it refuses it. */
  comment(comment: Comment): Promise<void> {
    return new Promise((resolve, reject) => {
      this.edit([comment]);
      this.#commenting.set(comment.t, { resolve, reject });
      this.#flush();
    });
  }

  #tellStored(): void {
    for (const [id, { resolve }] of this.#commenting) {
      if (this.#client?.hasStored(id) !== true) continue;
      this.#commenting.delete(id);
      resolve();
    }
  }

  #tellLost(reason: string): void {
    for (const { reject } of this.#commenting.values()) reject(new Error(reason));
    this.#commenting.clear();
  }

  #flush(): void {
    clearTimeout(this.#flushing);
    this.#flushing = undefined;
    this.#client?.flush();
  }

  /** The server has opened the document over a connection; `answer` is what it said after the error. */
  opened(connection: string, answer: unknown[], from: number): void {
    const [lines, version, ops, { comments } = { comments: [] }] = opened.parse(answer);
    if (this.#client !== undefined && from >= 0) {
      const missed = ops.map(({ v, op: change = [], meta: { source } }) => ({
        v,
        op: change,
        ...(source !== undefined && { source }),
      }));
      this.#client.reconnect(connection, missed);
    } else {
      const before = this.#client;
      const text = lines.map(unpack).join('\n');
      this.#client = new DocumentClient(text, version, connection, (update) => this.#send(update));
      this.#refusals = 0;
      if (before?.isSaved === false && before.text !== text) this.#events.lost?.(before.text);
    }
    this.#client.comments = comments;
    this.#tellStored();
    if (from < 0) this.#tellLost(this.#reason);
    this.#events.changed?.();
  }

  /** Has the whole text sent, because what is missing here cannot be had any more. */
  giveUp(): void {
    this.#refusals = maxRefusals;
  }

  /** There is no such document. */
  failed(error: Error): void {
    this.#tellLost(error.message);
    this.#events.failed?.(error);
  }

  disconnected(): void {
    clearTimeout(this.#resending);
    this.#client?.disconnect();
  }

  /** The server has applied an update of this or another editor. */
  applied(message: unknown): void {
    const update = applied.safeParse(message).data;
    if (update === undefined) return;
    const {
      v,
      op: change,
      meta: { source },
    } = update;
    if (change === undefined) {
      this.#refusals = 0;
      this.#client?.acknowledge(v);
      this.#events.saved?.();
    } else {
      this.#client?.receive({ v, op: change, ...(source !== undefined && { source }) });
      this.#events.changed?.();
    }
    this.#tellStored();
  }

  /** The server has refused an update, perhaps one of somebody else. */
  refused(reason: string): void {
    if (!this.isSaved) this.#refusals += 1;
    this.#reason = reason;
    if (this.#refusals >= maxRefusals) this.#link.reopen(this);
  }

  #send(update: SentUpdate): void {
    clearTimeout(this.#resending);
    this.#resending = setTimeout(() => this.#client?.resend(), resendMs);
    this.#link.send(this.id, update).catch(() => {});
  }

  /** Sends nothing more. */
  close(): void {
    clearTimeout(this.#flushing);
    this.disconnected();
  }
}
