import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import type { Place } from './doc.ts';
import type { Command } from './lock.ts';
import type { Update } from './update.ts';

/** The channel on which the editors of all documents learn what was applied and what was refused. */
const channel = 'applied-ops';

const sender = `document-updater:${hostname()}:${randomBytes(4).toString('hex')}`;
let count = 0;

/** The command that tells the editors of a document what has become of an update. */
export const publication = (
  { project, doc }: Place,
  content: { op: Update } | { error: string },
): Command => [
  'PUBLISH',
  channel,
  JSON.stringify({ project_id: project, doc_id: doc, ...content, _id: `${sender}-${count++}` }),
];
