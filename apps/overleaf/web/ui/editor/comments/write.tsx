import { useEffect, useRef } from 'preact/hooks';
import { useAction } from '../../../../../../shared/ui/hooks.ts';
import { ErrorNotice } from '../../../../../../shared/ui/notice.tsx';
import { useWords } from '../panels/parts/begun-words.ts';

interface WriteProps {
  /** The name of this place, under which what is written is kept until it is sent or given up. */
  place: string;
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
export function Write({ place, label, button, before = '', isFirst = false, onSend, onCancel }: WriteProps) {
  const [text, setText] = useWords(place, before);
  const area = useRef<HTMLTextAreaElement>(null);
  const sending = useAction(async () => {
    await onSend(text.trim());
    setText(before);
  });
  const cancel =
    onCancel &&
    (() => {
      setText(before);
      onCancel();
    });
  useEffect(() => {
    if (onCancel !== undefined) area.current?.focus();
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
        ref={area}
        aria-label={label}
        rows={2}
        value={text}
        placeholder="Enter sends, Shift+Enter begins a new line"
        {...(isFirst && { 'data-first': true })}
        onInput={({ currentTarget }) => setText(currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && cancel !== undefined) {
            event.preventDefault();
            cancel();
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
        {cancel !== undefined && (
          <button type="button" onClick={cancel}>
            Cancel
          </button>
        )}
      </p>
      <ErrorNotice text={sending.error} />
    </form>
  );
}
