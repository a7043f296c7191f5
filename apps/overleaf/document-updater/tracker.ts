import { randomBytes } from 'node:crypto';
import type { Tracker } from './tracked-changes.ts';

/**
 * Who makes an update, by its `meta`. The ids of its changes are the seed that the editor has sent and a number that begins anew with
 * each update, as in the original.
 */
export function trackerOf(meta: { user_id?: unknown; tc?: unknown }, now: number): Tracker {
  const { user_id, tc } = meta;
  const seed = typeof tc === 'string' && tc !== '' ? tc : randomBytes(9).toString('hex');
  let count = 0;
  return {
    user_id: typeof user_id === 'string' ? user_id : null,
    ts: new Date(now).toISOString(),
    isTracking: seed === tc,
    newId: () => `${seed}${String(++count).padStart(6, '0')}`,
  };
}
