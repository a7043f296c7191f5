import * as z from 'zod';
import { createStore } from '../../../../../shared/ui/store.ts';
import { send } from '../parts/api.ts';
import { metaText } from '../parts/metas.ts';

/** What the account has of these preferences, under its names. */
const stored = z.object({
  mode: z.enum(['default', 'vim', 'emacs']).catch('default'),
  fontSize: z.number().catch(12),
  lineHeight: z.enum(['compact', 'normal', 'wide']).catch('normal'),
  autoPairDelimiters: z.boolean().catch(true),
  autoComplete: z.boolean().catch(true),
});

/** How a person wants to write. */
export interface Preferences {
  /** Whose keys work in the source. */
  keys: z.output<typeof stored>['mode'];
  /** In pixels. */
  fontSize: number;
  lineHeight: z.output<typeof stored>['lineHeight'];
  /** Whether what closes a bracket is typed by itself. */
  closesBrackets: boolean;
  /** Whether completions come while one types. */
  completes: boolean;
}

/** How high a line is, as a multiple of the size of its letters. */
export const lineHeights: Record<Preferences['lineHeight'], number> = { compact: 1.3, normal: 1.6, wide: 2 };

/** What this person prefers, from the account; the usual things for people without one. */
export const preferencesStore = createStore(preferred());

function preferred(): Preferences {
  const { mode, fontSize, lineHeight, autoPairDelimiters, autoComplete } = stored.parse(
    JSON.parse(metaText('ol-userSettings') || '{}'),
  );
  return {
    keys: mode,
    fontSize,
    lineHeight,
    closesBrackets: autoPairDelimiters,
    completes: autoComplete,
  };
}

/** Changes what this person prefers, here at once, and in the account, if there is one. */
export async function prefer(change: Partial<Preferences>): Promise<void> {
  preferencesStore.set((before) => ({ ...before, ...change }));
  if (metaText('ol-user_id') === '') return;
  const { keys: mode, closesBrackets: autoPairDelimiters, completes: autoComplete, ...same } = change;
  await send('POST', '/user/settings', { ...same, mode, autoPairDelimiters, autoComplete });
}
