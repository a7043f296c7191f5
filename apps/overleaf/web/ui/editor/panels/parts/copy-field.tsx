import { useRef, useState } from 'preact/hooks';

/** A text to copy. Where the page may not write to the clipboard, the text is selected, so that a key copies it. */
export function CopyField({ label, text }: { label: string; text: string }) {
  const field = useRef<HTMLInputElement>(null);
  const [said, say] = useState('');
  const copy = async () => {
    field.current?.select();
    try {
      await navigator.clipboard.writeText(text);
      say('Copied.');
    } catch {
      say('Press Ctrl+C to copy it.');
    }
  };
  return (
    <div class="copy-field">
      <label>
        {label}
        <input ref={field} readOnly value={text} onFocus={({ currentTarget }) => currentTarget.select()} />
      </label>
      <button type="button" aria-label={`Copy: ${label}`} onClick={() => void copy()}>
        Copy
      </button>
      <span role="status">{said}</span>
    </div>
  );
}
