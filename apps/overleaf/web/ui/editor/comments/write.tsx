import { useEffect, useRef, useState } from 'preact/hooks';
import { useAction } from '../../../../../../shared/ui/hooks.ts';
import { ErrorNotice } from '../../../../../../shared/ui/notice.tsx';

interface WriteProps {
  /** What the text is, for readers of the screen. */
  label: string;
  button: string;
  /** What was written before. */
  before?: string;
  /** Whether the panel gives it the focus. */
  isFirst?: boolean;
  onSend(text: string): Promise<void>;
  /** Gives up; without it there is nothing to give up. */
  onCancel?(): void;
}

/** Where a message of a comment is written: Enter sends it, Shift with Enter begins a line, Escape gives up. */
export function Write({ label, button, before = '', isFirst = false, onSend, onCancel }: WriteProps) {
  const [text, setText] = useState(before);
  const place = useRef<HTMLTextAreaElement>(null);
  const sending = useAction(async () => {
    await onSend(text.trim());
    setText(before);
  });
  useEffect(() => {
    if (onCancel !== undefined) place.current?.focus();
  }, []);
  return (
    <form
      class="comment-entry"
      onSubmit={(event) => {
        event.preventDefault();
        void sending.run();
      }}
    >
      <textarea
        ref={place}
        aria-label={label}
        rows={2}
        value={text}
        placeholder="Enter sends, Shift+Enter begins a new line"
        {...(isFirst && { 'data-first': true })}
        onInput={({ currentTarget }) => setText(currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && onCancel !== undefined) {
            event.preventDefault();
            onCancel();
          } else if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
            event.preventDefault();
            void sending.run();
          }
        }}
      />
      <p class="actions">
        <button type="submit" disabled={sending.busy}>
          {button}
        </button>
        {onCancel !== undefined && (
          <button type="button" onClick={onCancel}>
            Cancel
          </button>
        )}
      </p>
      <ErrorNotice text={sending.error} />
    </form>
  );
}
