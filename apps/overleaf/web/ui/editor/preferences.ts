import * as z from 'zod';
import { createStore } from '../../../../../shared/ui/store.ts';
import { send } from '../parts/api.ts';
import { metaText } from '../parts/metas.ts';

/** How the source looks and works for this person. The names are those of the account. */
const preferences = z.object({
  /** Whose keys work in the source. */
  mode: z.enum(['default', 'vim', 'emacs']).catch('default'),
  /** In pixels. */
  fontSize: z.number().catch(14),
  lineHeight: z.enum(['compact', 'normal', 'wide']).catch('normal'),
  /** Whether what closes a bracket is typed by itself. */
  autoPairDelimiters: z.boolean().catch(true),
  /** Whether commands are suggested while they are typed. */
  autoComplete: z.boolean().catch(true),
});
export type Preferences = z.output<typeof preferences>;

/** What the lines are high, as a multiple of the size of the letters. */
export const lineHeights: Record<Preferences['lineHeight'], number> = { compact: 1.3, normal: 1.6, wide: 2 };

/** What this person prefers, from the account; the usual things for people without one. */
export const preferencesStore = createStore(
  preferences.parse(JSON.parse(metaText('ol-userSettings') || '{}')),
);

/** Changes what this person prefers, at once here, and for all other windows in the account, if there is one. */
export async function prefer(change: Partial<Preferences>): Promise<void> {
  preferencesStore.set((before) => ({ ...before, ...change }));
  if (metaText('ol-user_id') !== '') await send('POST', '/user/settings', change);
}
