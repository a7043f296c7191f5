import type { InputHTMLAttributes } from 'preact';
import { useId } from 'preact/hooks';

type FieldProps = InputHTMLAttributes<HTMLInputElement> & { label: string; name: string };

/** A labelled text field that must be filled. */
export function Field({ label, ...rest }: FieldProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input {...rest} id={id} class="input" required />
    </div>
  );
}
