import { useAction } from '../../../../../../../shared/ui/hooks.ts';
import { ErrorNotice } from '../../../../../../../shared/ui/notice.tsx';
import { useWords } from '../parts/begun-words.ts';
import { ownId } from '../share/access.ts';
import { say } from './messages.ts';

/** Where a message is written: Enter sends it, Shift with Enter begins a line. */
export function Entry() {
  const [text, setText] = useWords('chat', '');
  const sending = useAction(async () => {
    if (text.trim() === '') return;
    await say(text.trim());
    setText((now) => (now === text ? '' : now)); // the next one may be written already
  });
  if (ownId === '') return <p class="soft">Log in to write something.</p>;
  return (
    <form
      class="chat-entry"
      onSubmit={(event) => {
        event.preventDefault();
        void sending.run();
      }}
    >
      <textarea
        data-first
        aria-label="Your message"
        placeholder="Enter sends, Shift+Enter begins a new line"
        rows={3}
        value={text}
        onInput={({ currentTarget }) => setText(currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
          event.preventDefault();
          void sending.run();
        }}
      />
      <button type="submit" disabled={sending.busy}>
        Send
      </button>
      <ErrorNotice text={sending.error} />
    </form>
  );
}
