import * as z from 'zod';
import type { SentUpdate } from '../../ot/document-client.ts';
import { type DocEvents, OpenDoc } from './open-doc.ts';
import { Disconnected, EditorSocket, type Listener, Refused, type SocketOptions } from './socket.ts';

/** How a project is opened. */
export interface ProjectOptions extends SocketOptions {
  projectId: string;
  /** Milliseconds for which what is typed waits for more. */
  flushMs?: number;
  /** Is called for each event that is not about the text of a document. */
  event?: Listener;
  /** The project is open, for the first time or again. */
  joined?(): void;
  /** The connection has ended; another one follows by itself. */
  left?(): void;
  /** The connection is tried again in so many milliseconds; undefined while it is tried. */
  waiting?(ms: number | undefined): void;
  /** The server does not let this editor in, and it gives up. */
  rejected?(error: Refused): void;
}

/** What the server says of a project that was joined. */
const joinedSchema = z.object({
  publicId: z.string(),
  project: z.looseObject({}),
  permissionsLevel: z.string(),
});
export type JoinedProject = z.output<typeof joinedSchema>;

const rejection = z.object({ message: z.string(), code: z.string().optional() });
const aboutDoc = z.looseObject({ doc: z.string() });
const refusedDoc = z.looseObject({ doc_id: z.string() });

/** What the server says when there is no such document, or when the updates since the version are too old. */
const notLoadable = 'doc updater could not load requested ops';
/** What it says when the document was closed or opened once more meanwhile. */
const overtaken = 'joinLeaveEpoch mismatch';
/** What it says when something that it needs is away. */
const outage = 'Something went wrong in real-time service';

/** Milliseconds before the first and before the last attempts to connect again. */
const retryMs = { first: 100, most: 5000 };

/** An editor of a project. It connects by itself, and again whenever the connection breaks. */
export class ProjectClient {
  #options: ProjectOptions;
  #socket: EditorSocket | undefined;
  #joined: JoinedProject | undefined;
  #docs = new Map<string, OpenDoc>();
  #isClosed = false;
  #retryMs = retryMs.first;
  #stopWaiting: () => void = () => {};

  constructor(options: ProjectOptions) {
    this.#options = options;
    void this.#keepConnected();
  }

  /** The project as it was when it was joined last; undefined while there is no connection. */
  get joined(): JoinedProject | undefined {
    return this.#joined;
  }

  /** Opens a document. It has its text when `changed` is called for the first time. */
  open(id: string, events: DocEvents = {}): OpenDoc {
    const link = {
      send: (doc: string, update: SentUpdate) => this.#sendUpdate(doc, update),
      reopen: (doc: OpenDoc) => void this.#openOn(doc),
    };
    const doc = new OpenDoc(id, link, events, this.#options.flushMs ?? 500);
    this.#docs.set(id, doc);
    void this.#openOn(doc);
    return doc;
  }

  /** Closes a document; what was typed last may be lost unless it is saved. */
  closeDoc(doc: OpenDoc): void {
    doc.close();
    this.#docs.delete(doc.id);
    this.#socket?.request('leaveDoc', doc.id).catch(() => {});
  }

  /** Sends an event; see `EditorSocket.request`. Rejects with `Disconnected` while there is no connection. */
  async request(name: string, ...args: unknown[]): Promise<unknown[]> {
    if (this.#socket === undefined) throw new Disconnected('there is no connection');
    return this.#socket.request(name, ...args);
  }

  close(): void {
    this.#isClosed = true;
    for (const doc of this.#docs.values()) doc.close();
    this.#socket?.close();
  }

  /** Breaks the connection, as a network may do. */
  disconnect(): void {
    this.#socket?.close();
  }

  /** Tries to connect at once, if it waits to try again. */
  connectNow(): void {
    this.#stopWaiting();
  }

  async #keepConnected(): Promise<void> {
    while (!this.#isClosed) {
      await this.#connectOnce().catch(() => {});
      this.#socket = undefined;
      this.#joined = undefined;
      for (const doc of this.#docs.values()) doc.disconnected();
      this.#options.left?.();
      await this.#wait(this.#retryMs * Math.random());
      this.#retryMs = Math.min(2 * this.#retryMs, retryMs.most);
    }
  }

  async #wait(ms: number): Promise<void> {
    this.#options.waiting?.(ms);
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#stopWaiting = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#options.waiting?.(undefined);
  }

  /** Resolves when the connection has ended. */
  async #connectOnce(): Promise<void> {
    const socket = await EditorSocket.connect(this.#options, (name, args) => this.#receive(name, args));
    this.#socket = socket;
    if (this.#isClosed) socket.close();
    await socket.ended;
  }

  #receive(name: string, args: unknown[]): void {
    const [first, second] = args;
    if (name === 'otUpdateApplied') this.#docs.get(aboutDoc.safeParse(first).data?.doc ?? '')?.applied(first);
    else if (name === 'otUpdateError')
      this.#docs.get(refusedDoc.safeParse(second).data?.doc_id ?? '')?.refused(String(first));
    else if (name === 'joinProjectResponse') this.#welcome(joinedSchema.safeParse(first).data);
    else if (name === 'connectionRejected') this.#reject(first);
    else if (name === 'reconnectGracefully') this.disconnect();
    else this.#options.event?.(name, args);
  }

  #welcome(joined: JoinedProject | undefined): void {
    this.#joined = joined;
    this.#retryMs = retryMs.first;
    for (const doc of this.#docs.values()) void this.#openOn(doc);
    this.#options.joined?.();
  }

  #reject(reason: unknown): void {
    const error = new Refused(rejection.safeParse(reason).data ?? { message: 'rejected' });
    if (error.message === 'retry') return;
    this.#isClosed = true;
    this.#options.rejected?.(error);
  }

  async #openOn(doc: OpenDoc): Promise<void> {
    const { publicId } = this.#joined ?? {};
    const socket = this.#socket;
    if (publicId === undefined || socket === undefined) return;
    const from = doc.wantedFrom;
    try {
      const answer = await socket.request('joinDoc', doc.id, from, { encodeRanges: true });
      if (socket !== this.#socket || this.#docs.get(doc.id) !== doc) return;
      // Another answer may have come first, and then the whole text is not wanted any more.
      if (from < 0 && doc.wantedFrom >= 0) await this.#openOn(doc);
      else doc.opened(publicId, answer, from);
    } catch (error) {
      if (!(error instanceof Refused) || socket !== this.#socket) return;
      const again = (ms: number) => setTimeout(() => void this.#openOn(doc), ms);
      if (error.message === overtaken) again(retryMs.first);
      else if (error.message !== notLoadable) again(retryMs.most);
      else if (from < 0) doc.failed(error);
      else {
        // The updates that are missing here are not kept any more.
        doc.giveUp();
        await this.#openOn(doc);
      }
    }
  }

  async #sendUpdate(id: string, { op, v, dupIfSource }: SentUpdate): Promise<void> {
    try {
      await this.request('applyOtUpdate', id, { doc: id, op, v, lastV: v, dupIfSource });
    } catch (error) {
      if (error instanceof Refused && error.message !== outage) this.#docs.get(id)?.refused(error.message);
      throw error;
    }
  }
}
