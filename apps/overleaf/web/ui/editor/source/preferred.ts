import { autocompletion, closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete';
import type { Extension } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import { lineHeights, type Preferences } from '../preferences.ts';

/** What of the editor depends on the preferences. The keys of vim and emacs are only loaded for those who use them. */
export async function preferred(preferences: Preferences): Promise<Extension> {
  const { completes, closesBrackets, fontSize, lineHeight } = preferences;
  return [
    await keysOf(preferences),
    autocompletion({ activateOnTyping: completes, icons: false }),
    closesBrackets ? [closeBrackets(), keymap.of(closeBracketsKeymap)] : [],
    EditorView.theme({ '.cm-scroller': { fontSize: `${fontSize}px`, lineHeight: lineHeights[lineHeight] } }),
  ];
}

async function keysOf({ keys }: Preferences): Promise<Extension> {
  if (keys === 'vim') return (await import('@replit/codemirror-vim')).vim();
  if (keys === 'emacs') return (await import('@replit/codemirror-emacs')).emacs();
  return [];
}
