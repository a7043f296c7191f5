import * as z from 'zod';
import { parse } from '#shared/parse';
import { updateSchema } from '../document-updater/update.ts';
import { idText } from '../ids.ts';
import { isComment, type Op } from '../ot/components.ts';
import { type Client, mayRead, mayWrite } from './client.ts';
import { notAuthorized, notJoined } from './errors.ts';
import { type Handler, readArguments } from './handler.ts';
import type { PushUpdate } from './updates.ts';

/** The most characters of an update in JSON. */
const maxLength = 7 * 1024 * 1024 + 64 * 1024;

const args = z.tuple([idText, z.looseObject({})]);

/** An update as an editor sends it: a comment names its thread by an id, by which others find and delete it. */
const sentSchema = updateSchema.refine(
  ({ op }) => op.filter(isComment).every(({ t }) => idText.safeParse(t).success),
  { path: ['op'], error: 'the t of a comment must be the id of its thread' },
);

/** Members of an update that go on; what else an editor sends is dropped. */
const kept = ['op', 'v', 'dupIfSource', 'lastV', 'hash'];

/** The event `applyOtUpdate`: the editor has changed a document. It is answered when the update is queued. */
export const applyOtUpdate =
  (push: PushUpdate): Handler =>
  async (client, given, reply) => {
    const [doc, sent] = readArguments(args, given);
    if (client.project === undefined) throw notJoined();
    const project = client.project.id;
    const { meta, ...update } = parse(sentSchema, sent, 'the update');
    if (!mayChange(client, doc, update.op)) throw notAuthorized({ isFinal: true });
    const rest = Object.fromEntries(Object.entries(update).filter(([name]) => kept.includes(name)));
    const source = { source: client.publicId, user_id: client.session.user._id };
    const text = JSON.stringify({ doc, ...rest, meta: { ...meta, ...source } });
    if (text.length > maxLength) {
      reply();
      return refuseAsTooLarge(client, { project_id: project, doc_id: doc });
    }
    await push({ project, doc }, text);
    reply();
  };

/** A reader may comment on a document, and a writer change it, once they have opened it. */
function mayChange({ project, allowedDocs }: Client, doc: string, op: Op): boolean {
  if (project === undefined || !allowedDocs.has(doc)) return false;
  return mayWrite(project) || (mayRead(project) && op.length > 0 && op.every(isComment));
}

function refuseAsTooLarge({ connection }: Client, place: object): void {
  const error = 'update is too large';
  connection.emit('otUpdateError', error, { ...place, error });
  connection.close();
}
