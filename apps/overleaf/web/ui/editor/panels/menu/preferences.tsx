import { useStore } from '../../../../../../../shared/ui/store.ts';
import { type Preferences, prefer, preferencesStore } from '../../preferences.ts';
import { Choice, Switch } from './choice.tsx';

const keyMaps: [Preferences['keys'], string][] = [
  ['default', 'Usual'],
  ['vim', 'Vim'],
  ['emacs', 'Emacs'],
];
const heights: [Preferences['lineHeight'], string][] = [
  ['compact', 'Compact'],
  ['normal', 'Normal'],
  ['wide', 'Wide'],
];
const sizes = [10, 11, 12, 13, 14, 16, 18, 20, 22, 24].map((size) => [String(size), `${size} px`] as const);

/** How the source looks and works, for this person in all projects. */
export function EditorPreferences() {
  const { keys, fontSize, lineHeight, closesBrackets, completes } = useStore(preferencesStore);
  const size = String(fontSize);
  return (
    <section>
      <h3>Editor</h3>
      <Choice label="Keys" value={keys} options={keyMaps} store={(chosen) => prefer({ keys: chosen })} />
      <Choice
        label="Size of letters"
        value={size}
        options={sizes.some(([each]) => each === size) ? sizes : [...sizes, [size, `${size} px`]]}
        store={(chosen) => prefer({ fontSize: Number(chosen) })}
      />
      <Choice
        label="Height of lines"
        value={lineHeight}
        options={heights}
        store={(chosen) => prefer({ lineHeight: chosen })}
      />
      <Switch
        label="Close brackets by itself"
        isOn={closesBrackets}
        store={(isOn) => prefer({ closesBrackets: isOn })}
      />
      <Switch label="Suggest commands" isOn={completes} store={(isOn) => prefer({ completes: isOn })} />
    </section>
  );
}
