import { createStore, useStore } from '../../../../../shared/ui/store.ts';

const panes = { files: 'Files', source: 'Source', pdf: 'PDF' } as const;
export type Pane = keyof typeof panes;

/** What a narrow window shows; a wide one shows all of them. */
export const paneStore = createStore<Pane>('source');

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
