import { createStore } from '../../../../../../shared/ui/store.ts';

export type PanelName = 'menu' | 'share' | 'history' | 'comments' | 'chat' | 'people';

/** The panel that is open; one at a time. */
export const panelStore = createStore<PanelName | undefined>(undefined);

/** The id of the button of a panel. */
export const buttonId = (name: PanelName): string => `open-${name}`;

/** Closes the open panel, and its button has the focus again. */
export function closePanel(): void {
  const name = panelStore.get();
  panelStore.set(undefined);
  if (name !== undefined) document.getElementById(buttonId(name))?.focus();
}
