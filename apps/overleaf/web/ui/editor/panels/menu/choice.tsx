interface ChoiceProps<Value extends string> {
  label: string;
  value: Value;
  /** What there is to choose from, with what it is called. */
  options: readonly (readonly [Value, string])[];
  onChoose(value: Value): void;
}

/** One of several things to choose. */
export function Choice<Value extends string>({ label, value, options, onChoose }: ChoiceProps<Value>) {
  return (
    <label class="choice">
      <span>{label}</span>
      <select
        value={value}
        onChange={({ currentTarget }) => {
          const [chosen] = options.find(([each]) => each === currentTarget.value) ?? [];
          if (chosen !== undefined) onChoose(chosen);
        }}
      >
        {options.map(([each, name]) => (
          <option key={each} value={each}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
