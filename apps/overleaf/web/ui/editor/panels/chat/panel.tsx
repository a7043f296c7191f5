import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { useAction } from '../../../../../../../shared/ui/hooks.ts';
import { ErrorNotice, Loading } from '../../../../../../../shared/ui/notice.tsx';
import { useStore } from '../../../../../../../shared/ui/store.ts';
import { Panel } from '../panel.tsx';
import { Entry } from './entry.tsx';
import { groupsOf } from './groups.ts';
import { chatStore, loadLatest, loadOlder } from './messages.ts';
import { Said } from './said.tsx';

/** What the people of the project say to each other. */
export function ChatPanel() {
  const { messages, isLoaded, isWhole } = useStore(chatStore);
  const first = useAction(loadLatest);
  const older = useAction(loadOlder);
  useEffect(() => {
    if (!isLoaded) void first.run();
  }, []);
  return (
    <Panel title="Chat">
      <Log ends={[messages[0]?.id, messages.at(-1)?.id]}>
        {isLoaded && !isWhole && (
          <button type="button" disabled={older.busy} onClick={() => void older.run()}>
            {older.busy ? 'Loading…' : 'Show earlier messages'}
          </button>
        )}
        {first.busy && <Loading what="the messages" />}
        {isLoaded && messages.length === 0 && <p class="soft">Nobody has said anything yet.</p>}
        {groupsOf(messages).map((group) => (
          <Said key={group.messages[0]?.id} group={group} />
        ))}
      </Log>
      <ErrorNotice text={first.error} retry={() => void first.run()} />
      <ErrorNotice text={older.error} />
      <Entry />
    </Panel>
  );
}

interface LogProps {
  /** The first and the last message. */
  ends: [first: string | undefined, last: string | undefined];
  children: ComponentChildren;
}

/** Shows the newest message, and stays where it is when older ones come. */
function Log({ ends: [first, last], children }: LogProps) {
  const place = useRef<HTMLDivElement>(null);
  const fromBottom = useRef(0);
  const note = () => {
    if (place.current) fromBottom.current = place.current.scrollHeight - place.current.scrollTop;
  };
  useLayoutEffect(() => {
    if (place.current) place.current.scrollTop = place.current.scrollHeight - fromBottom.current;
    note();
  }, [first]);
  useLayoutEffect(() => {
    place.current?.scrollTo({ top: place.current.scrollHeight });
    note();
  }, [last]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached with the keyboard
    <div class="chat-log" role="log" aria-label="Messages" tabIndex={0} ref={place} onScroll={note}>
      {children}
    </div>
  );
}
