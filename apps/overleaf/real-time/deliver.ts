import type { AppliedOp } from './applied-op.ts';
import { type Client, docRooms } from './client.ts';
import { encodePacket } from './wire/packet.ts';

/** The version of each open document up to which this process has delivered all updates. */
const expected = new Map<string, number>();

/** The version from which on updates of a document may be missing here; undefined when nobody has it open. */
export const expectedVersion = (doc: string): number | undefined => expected.get(doc);

/** Somebody has opened a document at a version. */
export function expectFrom(doc: string, version: number): void {
  if (!expected.has(doc)) expected.set(doc, version);
}

/** Forgets documents that nobody has open. */
export function forgetClosed(docs: string[]): void {
  for (const doc of docs) if (docRooms.isEmpty(doc)) expected.delete(doc);
}

/** Sends an update that was applied to the editors of its document, who put it in order. Answers whether some before it are missing. */
export function deliverOp(doc: string, op: AppliedOp): boolean {
  const members = docRooms.in(doc);
  if (members.size === 0) return false;
  const next = expected.get(doc) ?? op.v;
  if (op.v <= next) expected.set(doc, Math.max(next, op.v + 1));
  const packet = encodePacket({ type: 'event', name: 'otUpdateApplied', args: [op] });
  for (const client of members) {
    const held = client.docs.get(doc)?.held;
    if (held === undefined) sendOp(client, doc, op, packet);
    else held.push(op);
  }
  return op.v > next;
}

/** Sends an update to one editor: to its author only that it was applied, and nothing to others the second time. */
function sendOp(client: Client, doc: string, op: AppliedOp, packet: string): void {
  if (op.meta?.source === client.publicId) client.connection.emit('otUpdateApplied', { v: op.v, doc });
  else if (op.dup !== true) client.connection.send(packet);
}

/** Sends an editor what was held back while it opened a document at a version, and holds nothing back from here on. */
export function releaseHeld(client: Client, doc: string, version: number): void {
  const open = client.docs.get(doc);
  const held = open?.held ?? [];
  if (open !== undefined) open.held = undefined;
  for (const op of held)
    if (op.v >= version || op.dup === true)
      sendOp(client, doc, op, encodePacket({ type: 'event', name: 'otUpdateApplied', args: [op] }));
}

/** Tells the editors of a document that an update was refused, and has them open it anew. */
export function deliverError(doc: string, error: unknown, message: object): void {
  for (const { connection, allowedDocs } of docRooms.in(doc)) {
    if (!allowedDocs.has(doc)) continue;
    connection.emit('otUpdateError', error, message);
    connection.close();
  }
}
