import { useEffect, useState } from 'preact/hooks';
import { createStore, useStore } from '../../../../../shared/ui/store.ts';

const panes = { files: 'Files', source: 'Source', pdf: 'PDF' } as const;
export type Pane = keyof typeof panes;

/** What a narrow window shows; a wide one shows all of them. */
export const paneStore = createStore<Pane>('source');

const narrow = matchMedia('(width < 50rem)');

/** Whether the window shows one pane only. */
export const isNarrow = (): boolean => narrow.matches;

/** The pane that is the main part of the page: the source, or in a narrow window what it shows. */
export function useMainPane(): Pane {
  const shown = useStore(paneStore);
  const [isOne, show] = useState(isNarrow);
  useEffect(() => {
    const follow = () => show(isNarrow());
    narrow.addEventListener('change', follow);
    return () => narrow.removeEventListener('change', follow);
  }, []);
  return isOne ? shown : 'source';
}

/** Chooses what a narrow window shows. */
export function PaneSwitch() {
  const shown = useStore(paneStore);
  return (
    <nav class="pane-switch" aria-label="Parts of the editor">
      {(Object.keys(panes) as Pane[]).map((pane) => (
        <button key={pane} type="button" aria-pressed={pane === shown} onClick={() => paneStore.set(pane)}>
          {panes[pane]}
        </button>
      ))}
    </nav>
  );
}
