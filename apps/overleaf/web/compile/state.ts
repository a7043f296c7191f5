import { createHash } from 'node:crypto';
import type { Entry } from '../tree/paths.ts';

/**
 * The state of a project that a change of texts leaves as it is: its documents and files with their paths, and the options of the
 * compile, of which one is its user: each has a folder of his own. A compile that sends only texts builds on one of the same state.
 */
export function stateOf(entries: readonly Entry[], options: Record<string, unknown>): string {
  const docs = entries.flatMap((entry) =>
    entry.type === 'doc' ? [`${entry.entity._id}:${entry.path}`] : [],
  );
  const files = entries.flatMap((entry) =>
    entry.type === 'file'
      ? [`${entry.entity._id}:${entry.entity.rev}:${entry.entity.created.toISOString()}:${entry.path}`]
      : [],
  );
  const named = Object.entries(options).map(([key, value]) => `${key}:${value}`);
  const text = [docs, files, named].map((lines) => lines.sort().join('\n')).join('\n\n');
  return createHash('sha1').update(text).digest('hex');
}
