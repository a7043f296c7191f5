interface QuantityProps {
  label: string;
  value: number;
  min: number;
  max: number;
  disabled?: boolean;
  /** Called with a whole number within the bounds. */
  change: (value: number) => void;
}

/** A number with a button on each side. */
export function Quantity({ label, value, min, max, disabled = false, change }: QuantityProps) {
  const take = (wanted: number) => {
    const next = Math.min(max, Math.max(min, Math.round(wanted)));
    if (Number.isFinite(next) && next !== value) change(next);
  };
  return (
    <span class="quantity">
      <button
        type="button"
        aria-label={`${label}: one less`}
        disabled={disabled || value <= min}
        onClick={() => take(value - 1)}
      >
        −
      </button>
      <input
        type="number"
        inputMode="numeric"
        aria-label={label}
        min={min}
        max={max}
        value={value}
        disabled={disabled}
        onChange={(event) => {
          take(event.currentTarget.value === '' ? value : event.currentTarget.valueAsNumber);
          event.currentTarget.value = String(value); // until the new value comes back from above
        }}
      />
      <button
        type="button"
        aria-label={`${label}: one more`}
        disabled={disabled || value >= max}
        onClick={() => take(value + 1)}
      >
        +
      </button>
    </span>
  );
}
