import * as z from 'zod';
import { idText } from '../ids.ts';
import { type Client, docRooms, mayRead, type OpenDoc } from './client.ts';
import { expectFrom, forgetClosed, releaseHeld } from './deliver.ts';
import { fetchDoc, type LoadedDoc } from './document-updater.ts';
import { EditorError, notAuthorized, notJoined } from './errors.ts';
import { type Handler, readArguments } from './handler.ts';
import { pack, packRanges } from './packed.ts';

const options = z.object({ encodeRanges: z.boolean().default(false) });
const version = z.int().min(-1);
const args = z.union([
  z.tuple([idText]),
  z.tuple([idText, version]),
  z.tuple([idText, options]).transform(([doc, given]) => [doc, -1, given] as const),
  z.tuple([idText, version, options]),
]);

/**
 * The event `joinDoc`: the editor opens a document and from here on receives what is applied to it. What is applied meanwhile is held back
 * until the editor has the document.
 */
export const joinDoc: Handler = async (client, given, reply) => {
  const [doc, fromVersion = -1, { encodeRanges } = { encodeRanges: false }] = readArguments(args, given);
  if (client.project === undefined) throw notJoined();
  if (!mayRead(client.project)) throw notAuthorized();
  const loaded = await open(client, client.project.id, doc, fromVersion);
  const ranges = encodeRanges ? packRanges(loaded.ranges) : loaded.ranges;
  reply(null, loaded.lines.map(pack), loaded.version, loaded.ops, ranges);
  releaseHeld(client, doc, loaded.version);
};

async function open(client: Client, project: string, doc: string, fromVersion: number): Promise<LoadedDoc> {
  const opened: OpenDoc = { held: [] };
  client.docs.set(doc, opened);
  docRooms.join(doc, client);
  const loaded = await fetchDoc({ project, doc }, fromVersion).catch((error: unknown) => {
    if (client.docs.get(doc) === opened) close(client, doc);
    throw error;
  });
  // The editor has closed the document meanwhile, or opened it once more, or is gone.
  if (client.docs.get(doc) !== opened) throw new EditorError('joinLeaveEpoch mismatch');
  client.allowedDocs.add(doc);
  expectFrom(doc, loaded.version);
  return loaded;
}

/** The event `leaveDoc`: the editor closes a document. What it has typed there may still be on its way. */
export const leaveDoc: Handler = async (client, given, reply) => {
  const [doc] = readArguments(z.tuple([z.string()]), given);
  if (client.docs.has(doc)) close(client, doc);
  reply(null);
};

function close(client: Client, doc: string): void {
  client.docs.delete(doc);
  docRooms.leave(doc, client);
  forgetClosed([doc]);
}
