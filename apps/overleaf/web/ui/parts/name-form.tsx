import { useLayoutEffect, useRef } from 'preact/hooks';

interface NameFormProps {
  label: string;
  value: string;
  /** A part of the name that is not marked at first, such as an ending. */
  unmarked?: number;
  onName(name: string): void;
  onCancel(): void;
}

/** A name that is changed in its place: Enter takes it, Escape and leaving the field do not. */
export function NameForm({ label, value, unmarked = 0, onName, onCancel }: NameFormProps) {
  const field = useRef<HTMLInputElement>(null);
  // Before the next key, which would go to the row otherwise.
  useLayoutEffect(() => {
    field.current?.focus();
    field.current?.setSelectionRange(0, value.length - unmarked);
  }, []);
  return (
    <form
      class="name-form"
      onSubmit={(event) => {
        event.preventDefault();
        onName(field.current?.value.trim() ?? value);
      }}
    >
      <input
        ref={field}
        aria-label={label}
        defaultValue={value}
        required
        onBlur={onCancel}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.key === 'Escape') onCancel();
        }}
      />
    </form>
  );
}
