import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { type Client, docRooms, newClient } from '#apps/overleaf/real-time/client';
import {
  deliverError,
  deliverOp,
  expectedVersion,
  expectFrom,
  forgetClosed,
  releaseHeld,
} from '#apps/overleaf/real-time/deliver';
import { Connection } from '#apps/overleaf/real-time/wire/connection';

const doc = 'd'.repeat(24);
const options = { heartbeatMs: 60_000, silenceMs: 60_000, bufferLimit: 10_000 };
const user = { _id: 'u', first_name: '', last_name: '', email: '' };

/** An editor that has a document open, and what it receives. */
function editor(): { client: Client; received: string[] } {
  const received: string[] = [];
  const serve = () => ({ event: async () => {}, ended: () => {} });
  const connection = new Connection({ cookie: undefined, projectId: undefined }, options, serve, () => {});
  connection.attach({
    deliver: (packets) => received.push(...packets) > 0,
    underWay: 0,
    close: () => {},
    abort: () => {},
  });
  received.length = 0;
  const client = newClient(connection, { user, anonymousTokens: {} });
  client.docs.set(doc, { held: undefined });
  client.allowedDocs.add(doc);
  docRooms.join(doc, client);
  return { client, received };
}

const versions = (received: string[]): unknown[] =>
  received.map(
    (packet) => (JSON.parse(packet.slice(4)) as { args: [{ v: number; op?: unknown }] }).args[0].v,
  );

describe('an update that was applied', () => {
  beforeEach(() => {
    for (const client of docRooms.in(doc)) {
      docRooms.leaveAll(client);
      client.connection.abort();
    }
    forgetClosed([doc]);
  });

  it('is acknowledged to its author and sent to the others, unless they have had it', () => {
    const [author, other] = [editor(), editor()];
    const op = { v: 3, op: [], meta: { source: author.client.publicId } };
    deliverOp(doc, op);
    deliverOp(doc, { ...op, dup: true });
    const acknowledged = `5:::{"name":"otUpdateApplied","args":[{"v":3,"doc":"${doc}"}]}`;
    assert.deepEqual(author.received, [acknowledged, acknowledged]);
    assert.deepEqual(other.received, [`5:::{"name":"otUpdateApplied","args":[${JSON.stringify(op)}]}`]);
  });

  it('is held back from an editor that opens the document, and follows it', () => {
    const { client, received } = editor();
    client.docs.set(doc, { held: [] });
    for (const v of [3, 4, 5]) deliverOp(doc, { v });
    assert.deepEqual(received, []);
    releaseHeld(client, doc, 4);
    deliverOp(doc, { v: 6 });
    assert.deepEqual(versions(received), [4, 5, 6]);
  });

  it('shows by its version that others were missed, until they have come', () => {
    editor();
    expectFrom(doc, 3);
    expectFrom(doc, 9);
    assert.equal(deliverOp(doc, { v: 3 }), false);
    assert.equal(deliverOp(doc, { v: 6 }), true);
    assert.equal(expectedVersion(doc), 4);
    for (const v of [4, 5, 6, 7]) assert.equal(deliverOp(doc, { v }), false);
    assert.equal(expectedVersion(doc), 8);
  });

  it('of a document that nobody has open is dropped', () => {
    assert.equal(deliverOp(doc, { v: 3 }), false);
    assert.equal(expectedVersion(doc), undefined);
  });
});

it('an update that was refused ends the connections of the document, after a word', () => {
  const { client, received } = editor();
  deliverError(doc, 'why', { error: 'why' });
  assert.deepEqual(received, ['5:::{"name":"otUpdateError","args":["why",{"error":"why"}]}', '0::']);
  assert.equal(client.connection.hasEnded, true);
});
