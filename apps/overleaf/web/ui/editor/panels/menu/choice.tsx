import { ErrorNotice } from '../../../../../../../shared/ui/notice.tsx';
import { useChange } from '../parts/use-change.ts';

interface ChoiceProps<Value extends string> {
  label: string;
  value: Value;
  /** What there is to choose from, with what it is called. */
  options: readonly (readonly [Value, string])[];
  store(value: Value): Promise<unknown>;
}

/** One of several things to choose. */
export function Choice<Value extends string>({ label, value, options, store }: ChoiceProps<Value>) {
  const { shown, error, change } = useChange(value, store);
  return (
    <>
      <label class="choice">
        <span>{label}</span>
        <select
          value={shown}
          onChange={({ currentTarget }) => {
            const [chosen] = options.find(([each]) => each === currentTarget.value) ?? [];
            if (chosen !== undefined) change(chosen);
          }}
        >
          {options.map(([each, name]) => (
            <option key={each} value={each}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <ErrorNotice text={error} />
    </>
  );
}

interface SwitchProps {
  label: string;
  isOn: boolean;
  store(isOn: boolean): Promise<unknown>;
}

/** Something that is on or off. */
export function Switch({ label, isOn, store }: SwitchProps) {
  const { shown, error, change } = useChange(isOn, store);
  return (
    <>
      <label class="choice">
        <span>{label}</span>
        <input
          type="checkbox"
          checked={shown}
          onChange={({ currentTarget }) => change(currentTarget.checked)}
        />
      </label>
      <ErrorNotice text={error} />
    </>
  );
}
