import assert from 'node:assert/strict';
import { it } from 'node:test';
import { apply } from '#apps/overleaf/ot/apply';
import { type CommentRange, commentsAfter } from '#apps/overleaf/ot/comment-ranges';
import type { Op } from '#apps/overleaf/ot/components';
import { type AppliedUpdate, DocumentClient, type SentUpdate } from '#apps/overleaf/ot/document-client';
import { transform } from '#apps/overleaf/ot/transform';
import { randomFrom } from '#test/harness/random';
import { type Random, randomOp } from './random-op.ts';

/** A server of one document that follows the rules of document-updater. */
class Server {
  text = 'abcdefghij';
  applied: AppliedUpdate[] = [];
  comments: readonly CommentRange[] = [];

  /** Applies an update and returns it as it is published; for one that was applied before, what it was then. */
  accept({ op, v, dupIfSource }: SentUpdate, source: string): AppliedUpdate {
    let transformed = op;
    for (const earlier of this.applied.slice(v)) {
      if (earlier.source !== undefined && dupIfSource.includes(earlier.source)) return earlier;
      transformed = transform(transformed, earlier.op, 'left');
    }
    this.text = apply(this.text, transformed);
    this.comments = commentsAfter(this.comments, transformed, {});
    const update = { op: transformed, v: this.applied.length, source };
    this.applied.push(update);
    return update;
  }
}

interface Sent {
  update: SentUpdate;
  source: string;
}

/**
 * An editor behind a link that doubles, delays and reorders what it carries. When a connection ends, some of what it carries has arrived,
 * and the rest is lost.
 */
class Editor {
  client: DocumentClient;
  connection: string;
  toServer: Sent[] = [];
  fromServer: AppliedUpdate[] = [];
  #name: string;
  #connections = 0;

  constructor(name: string, server: Server) {
    this.#name = name;
    this.connection = this.#newConnection();
    this.client = new DocumentClient(server.text, server.applied.length, this.connection, (update) =>
      this.toServer.push({ update, source: this.connection }),
    );
  }

  #newConnection(): string {
    this.#connections += 1;
    return `${this.#name}-${this.#connections}`;
  }

  deliver(update: AppliedUpdate): void {
    if (update.source === this.connection) this.client.acknowledge(update.v);
    else this.client.receive(update);
  }

  reconnect(server: Server): void {
    this.client.disconnect();
    this.fromServer = [];
    this.connection = this.#newConnection();
    this.client.reconnect(this.connection, server.applied.slice(this.client.version));
  }
}

const take = <Item>(items: Item[], random: Random): Item | undefined =>
  items.splice(random(items.length), 1)[0];

/** A run of editors on one document. `edit` makes a change of a text. */
class Run {
  server = new Server();
  editors = ['a', 'b', 'c'].map((name) => new Editor(name, this.server));
  #random: Random;
  #edit: (text: string) => Op;

  constructor(seed: number, edit: (text: string, random: Random) => Op) {
    const seeded = randomFrom(seed);
    this.#random = (bound) => Math.floor(seeded() * bound);
    this.#edit = (text) => edit(text, this.#random);
  }

  /** What may happen, as often as it is in the list. */
  #events: ((editor: Editor) => void)[] = [
    ...Array(3).fill(({ client }: Editor) => client.edit(this.#edit(client.text))),
    ...Array(2).fill(({ client }: Editor) => client.flush()),
    ...Array(2).fill((editor: Editor) => this.#toServer(take(editor.toServer, this.#random))),
    ...Array(3).fill((editor: Editor) => this.#toEditor(editor, take(editor.fromServer, this.#random))),
    ({ client }) => client.resend(),
    (editor) => this.#mayReconnect(editor),
  ];

  step(): void {
    const editor = this.editors[this.#random(this.editors.length)] as Editor;
    this.#events[this.#random(this.#events.length)]?.(editor);
  }

  #toServer(sent: Sent | undefined): void {
    if (sent === undefined) return;
    for (let times = this.#random(5) === 0 ? 2 : 1; times > 0; times--) {
      const update = this.server.accept(sent.update, sent.source);
      for (const each of this.editors) each.fromServer.push(update);
    }
  }

  #toEditor(editor: Editor, update: AppliedUpdate | undefined): void {
    if (update === undefined) return;
    editor.deliver(update);
    if (this.#random(5) === 0) editor.deliver(update);
  }

  #mayReconnect(editor: Editor): void {
    if (this.#random(4) > 0) return;
    for (const sent of editor.toServer.splice(0).slice(this.#random(3))) this.#toServer(sent);
    editor.reconnect(this.server);
  }

  /** Connects all editors until everything is saved. */
  settle(): void {
    for (let round = 0; this.editors.some(({ client }) => !client.isSaved) || round < 2; round++) {
      assert.ok(round < 50, 'the editors do not come to an end');
      for (const editor of this.editors) {
        editor.reconnect(this.server);
        for (const { update, source } of editor.toServer.splice(0)) this.server.accept(update, source);
      }
    }
    for (const editor of this.editors) editor.reconnect(this.server);
  }
}

const runs = 1000;
const steps = 150;

it(`three editors end with the text and the comments of the server, in ${runs} runs over a link that loses, doubles and reorders`, () => {
  for (let seed = 0; seed < runs; seed++) {
    const run = new Run(seed, (text, random) => randomOp(text, random));
    for (let left = steps; left > 0; left--) run.step();
    run.settle();
    for (const { client } of run.editors) {
      assert.equal(client.text, run.server.text, `run ${seed}`);
      assert.deepEqual(client.comments, run.server.comments, `comments of run ${seed}`);
    }
  }
});

it(`nothing that they type is lost or doubled, in ${runs} such runs`, () => {
  for (let seed = 0; seed < runs; seed++) {
    const typed: string[] = [];
    const run = new Run(seed, (text, random) => {
      const i = `<${typed.length}>`;
      typed.push(i);
      // Between two of them, so that none is torn apart.
      const places = [...text.matchAll(/<|$/g)].map(({ index }) => index);
      return [{ p: places[random(places.length)] ?? 0, i }];
    });
    for (let left = steps; left > 0; left--) run.step();
    run.settle();
    const found = [...run.server.text.matchAll(/<\d+>/g)].map(([each]) => each);
    assert.deepEqual(found.sort(), typed.sort(), `run ${seed}`);
  }
});
