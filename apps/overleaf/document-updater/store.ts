import { createHash } from 'node:crypto';
import { type Doc, textOf } from './doc.ts';
import { historyCommands } from './history.ts';
import { docKeys, projectKeys } from './keys.ts';
import type { Command } from './lock.ts';
import type { Update } from './update.ts';

/** The updates that are kept for editors that are behind, beside the latest one. */
const keptOps = 100;
const opsSeconds = 60 * 60;

/** The commands that store the text, the version and the ranges of a document. */
export function stateCommands({ doc, lines, version, ranges }: Doc): Command[] {
  const text = JSON.stringify(lines);
  const hash = createHash('sha1').update(text).digest('hex');
  const isEmpty = Object.keys(ranges).length === 0;
  return [
    [
      'MSET',
      docKeys.lines(doc),
      text,
      docKeys.version(doc),
      version,
      docKeys.hash(doc),
      hash,
      docKeys.ranges(doc),
      isEmpty ? '' : JSON.stringify(ranges),
    ],
  ];
}

/** The commands that store a document after a change, with who has made it and when. */
export const changeCommands = (after: Doc): Command[] => [
  ...stateCommands(after),
  ['SET', docKeys.lastUpdatedAt(after.doc), after.lastUpdatedAt ?? ''],
  ['SET', docKeys.lastUpdatedBy(after.doc), after.lastUpdatedBy ?? ''],
  ['SET', docKeys.unflushedSince(after.doc), after.unflushedSince ?? ''],
];

/** The commands that store a document and the update that has led to it. The first reply is the number of updates for the history. */
export function updateCommands(before: Doc, after: Doc, update: Update): Command[] {
  const { doc, pathname, projectHistoryId } = before;
  const meta = { ...update.meta, pathname, doc_length: textOf(before).length };
  const kept = JSON.stringify({ ...update, meta, projectHistoryId });
  return [
    ...historyCommands(before, kept, update.meta.ts),
    ...changeCommands(after),
    ['LTRIM', docKeys.ops(doc), -keptOps, -1],
    ['RPUSH', docKeys.ops(doc), kept],
    ['EXPIRE', docKeys.ops(doc), opsSeconds],
  ];
}

/** The keys of a document that are removed with it. What others still need stays: the latest updates, and those for the history. */
export const removalCommands = ({ project, doc }: Pick<Doc, 'project' | 'doc'>): Command[] => [
  ['DEL', ...removedKeys.map((key) => key(doc))],
  ['SREM', projectKeys.docs(project), doc],
];

const removedKeys = [
  docKeys.lines,
  docKeys.version,
  docKeys.hash,
  docKeys.project,
  docKeys.ranges,
  docKeys.pathname,
  docKeys.projectHistoryId,
  docKeys.projectHistoryType,
  docKeys.unflushedSince,
  docKeys.lastUpdatedAt,
  docKeys.lastUpdatedBy,
];
