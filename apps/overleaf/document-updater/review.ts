import type { Doc, Place } from './doc.ts';
import { loadDoc } from './load.ts';
import { withDocument } from './pending.ts';
import { type Ranges, withoutChanges, withoutComment } from './ranges.ts';
import { changeCommands } from './store.ts';

/** Makes tracked changes a part of the text for good; unknown ones are ignored. */
export const acceptChanges = (place: Place, ids: string[]): Promise<void> =>
  changeRanges(place, (ranges) => withoutChanges(ranges, ids));

/** Removes a comment from a text; an unknown one is ignored. */
export const deleteComment = (place: Place, id: string): Promise<void> =>
  changeRanges(place, (ranges) => withoutComment(ranges, id));

const changeRanges = (place: Place, change: (ranges: Ranges) => Ranges): Promise<void> =>
  withDocument(place, async (lock) => {
    const { doc } = await loadDoc(place, lock);
    const now = String(Date.now());
    const after: Doc = {
      ...doc,
      ranges: change(doc.ranges),
      lastUpdatedAt: now,
      lastUpdatedBy: '',
      unflushedSince: doc.unflushedSince ?? now,
    };
    await lock.commit(changeCommands(after));
  });
