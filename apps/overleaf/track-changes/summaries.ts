import { isDelete } from '../ot/components.ts';
import type { Update } from './update.ts';

/** An update with its document. */
export type DocUpdate = Update & { doc: string };

/** What happened in a project in a stretch of time: by whom, and from which version of each document to which. */
export interface Summary {
  users: (string | null | undefined)[];
  start_ts: number;
  end_ts: number;
  docs: Record<string, { fromV: number; toV: number }>;
  /** It ends with a long deletion; what came before belongs to another one. */
  isClosed: boolean;
}

/** The limits of the original. */
const maxGapMs = 5 * 60_000;
const longDeletion = 16;

/** Adds an update to the summary of those after it, if it belongs to them; says whether it did. */
export function addTo(summary: Summary, update: DocUpdate): boolean {
  if (summary.isClosed || summary.start_ts - update.meta.end_ts >= maxGapMs) return false;
  const { users, docs } = summary;
  const { doc, v, meta } = update;
  if (!users.includes(meta.user_id)) users.push(meta.user_id);
  summary.start_ts = Math.min(summary.start_ts, meta.start_ts);
  summary.end_ts = Math.max(summary.end_ts, meta.end_ts);
  const { fromV = v, toV = v } = docs[doc] ?? {};
  docs[doc] = { fromV: Math.min(fromV, v), toV: Math.max(toV, v) };
  summary.isClosed = hasLongDeletion(update);
  return true;
}

/** The summary of one update. */
export const summaryOf = (update: DocUpdate): Summary => ({
  users: [update.meta.user_id],
  start_ts: update.meta.start_ts,
  end_ts: update.meta.end_ts,
  docs: { [update.doc]: { fromV: update.v, toV: update.v } },
  isClosed: hasLongDeletion(update),
});

const hasLongDeletion = ({ op }: Update): boolean =>
  op.some((component) => isDelete(component) && component.d.length > longDeletion);
