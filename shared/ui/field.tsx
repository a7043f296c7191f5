import type { InputHTMLAttributes } from 'preact';
import { useId } from 'preact/hooks';

type FieldProps = InputHTMLAttributes<HTMLInputElement> & { label: string; name: string };

/** A labelled text field, which must be filled unless `required` is false. */
export function Field({ label, ...rest }: FieldProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input required {...rest} id={id} class="input" />
    </div>
  );
}
