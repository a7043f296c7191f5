import { useAction } from '../../../../../../../shared/ui/hooks.ts';
import { ErrorNotice } from '../../../../../../../shared/ui/notice.tsx';
import { useStore } from '../../../../../../../shared/ui/store.ts';
import { type Preferences, prefer, preferencesStore } from '../../preferences.ts';
import { Choice } from './choice.tsx';

const keys: [Preferences['mode'], string][] = [
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
  const { mode, fontSize, lineHeight, autoPairDelimiters, autoComplete } = useStore(preferencesStore);
  const change = useAction(prefer);
  const size = String(fontSize);
  return (
    <section>
      <h3>Editor</h3>
      <Choice label="Keys" value={mode} options={keys} onChoose={(chosen) => void change.run({ mode: chosen })} />
      <Choice
        label="Size of letters"
        value={size}
        options={sizes.some(([each]) => each === size) ? sizes : [...sizes, [size, `${size} px`]]}
        onChoose={(chosen) => void change.run({ fontSize: Number(chosen) })}
      />
      <Choice
        label="Height of lines"
        value={lineHeight}
        options={heights}
        onChoose={(chosen) => void change.run({ lineHeight: chosen })}
      />
      <Switch
        label="Close brackets by itself"
        isOn={autoPairDelimiters}
        onSwitch={(isOn) => void change.run({ autoPairDelimiters: isOn })}
      />
      <Switch
        label="Suggest commands"
        isOn={autoComplete}
        onSwitch={(isOn) => void change.run({ autoComplete: isOn })}
      />
      <ErrorNotice text={change.error} />
    </section>
  );
}

function Switch({ label, isOn, onSwitch }: { label: string; isOn: boolean; onSwitch(isOn: boolean): void }) {
  return (
    <label class="choice">
      <span>{label}</span>
      <input type="checkbox" checked={isOn} onChange={({ currentTarget }) => onSwitch(currentTarget.checked)} />
    </label>
  );
}
