import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Form } from '#shared/app/addresses';
import { redisNumber } from '#shared/app/needs';
import type { Names } from '#test/contract/overleaf/names';
import { eventually } from '#test/harness/eventually';
import { connectRaw, type RawSocket } from '#test/overleaf/raw-socket';
import { type FakeWeb, type RunningRealTime, startRealTime, startWeb } from '#test/overleaf/real-time';
import { type ReceivedCall, startStandIn } from '#test/overleaf/stand-in';

/** The Redis databases of these tests; no application has the index. */
const redisIndex = 7;

/** A real-time with the editors and the neighbours of a group of the recording. */
export class RecordedEditors {
  realTime!: RunningRealTime;
  web!: FakeWeb;
  calls: ReceivedCall[] = [];
  sockets = new Map<string, RawSocket>();
  names: Names;
  /** What document-updater answers for a document: a body, a status, or a text. */
  doc: (id: string) => unknown = () => 404;
  docDelayMs = 0;
  #cookies = new Map<string, string>();
  #closing: (() => Promise<void>)[] = [];

  constructor(names: Names) {
    this.names = names;
  }

  async start(form: Form): Promise<void> {
    this.web = await startWeb(this.calls);
    const updater = await startStandIn('document-updater', this.calls, async ({ method, path }) => {
      if (method === 'DELETE') return { status: 204 };
      await new Promise((resolve) => setTimeout(resolve, this.docDelayMs));
      const answer = this.doc(/\/doc\/(\w+)/.exec(path)?.[1] ?? '');
      return typeof answer === 'number' ? { status: answer } : { status: 200, body: answer };
    });
    const redisUrl = `${process.env.REDIS_URL}/${redisNumber(redisIndex, form)}`;
    this.realTime = await startRealTime(form, { redisUrl, webUrl: this.web.url, updaterUrl: updater.url });
    this.#closing = [updater.close, this.web.close];
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets.values()) socket.close();
    await this.realTime.stop();
    await Promise.all(this.#closing.map((close) => close()));
  }

  socket(name: string): RawSocket {
    const socket = this.sockets.get(name);
    assert.ok(socket, `the socket ${name}`);
    return socket;
  }

  /** Connects a socket, in the place of one of the same name. */
  async connect(name: string, cookie: string | null): Promise<void> {
    await this.disconnect(name);
    this.names.forget(`$public-${name}`);
    this.names.forget(`$socket-${name}`);
    const socket = await connectRaw(this.realTime.url, { cookie });
    this.sockets.set(name, socket);
    this.#cookies.set(name, cookie ?? '');
    this.names.bind(`$socket-${name}`, socket.id, 'socket');
    await eventually(() => assert.ok(socket.received.length > 0));
  }

  /** Connects a socket again, with the session that it had. */
  async reconnect(name: string): Promise<void> {
    await this.connect(name, this.#cookies.get(name) ?? null);
    const [first] = this.socket(name).received;
    const [, publicId] = (first as { args: unknown[] }).args;
    this.names.bind(`$public-${name}`, publicId, 'public id');
  }

  async disconnect(name: string): Promise<void> {
    const socket = this.sockets.get(name);
    socket?.close();
    if (socket === undefined) return;
    await eventually(async () =>
      assert.equal((await fetch(`${this.realTime.url}/clients/${socket.id}`)).status, 404),
    );
  }

  /** Returns when everybody has received what was published before. */
  async settled(): Promise<void> {
    const name = `settled-${randomUUID()}`;
    const open = [...this.sockets.values()].filter(({ isOpen }) => isOpen);
    const message = { room_id: 'all', message: name, payload: [] };
    await this.realTime.redis.publish('editor-events', JSON.stringify(message));
    await eventually(() => {
      for (const { received, isOpen } of open)
        if (isOpen)
          assert.ok(
            received.some((each) => typeof each === 'object' && 'name' in each && each.name === name),
          );
    });
    for (const { received } of open) {
      const at = received.findIndex(
        (each) => typeof each === 'object' && 'name' in each && each.name === name,
      );
      if (at >= 0) received.splice(at, 1);
    }
  }

  /** Forgets what was seen. */
  forget(): void {
    this.calls.length = 0;
    for (const { received } of this.sockets.values()) received.length = 0;
  }
}
