import { useEffect, useRef } from 'preact/hooks';
import { useAction } from '../../../../../../shared/ui/hooks.ts';
import { ErrorNotice } from '../../../../../../shared/ui/notice.tsx';
import { useStore } from '../../../../../../shared/ui/store.ts';
import { nameOf } from '../../parts/person.ts';
import { SureButton } from '../panels/parts/sure-button.tsx';
import { isNarrow } from '../panes.tsx';
import { privilegeStore } from '../project.ts';
import { Said } from './message.tsx';
import { type CommentPlace, chosenStore, goToText } from './open-comments.ts';
import { deleteThread, say, settle, type Thread } from './threads.ts';
import { Write } from './write.tsx';

interface ThreadProps {
  /** The document that is open. */
  doc: string;
  place: CommentPlace;
  thread: Thread;
}

/** Where the focus is after a thread has left its place in the panel. */
const focusPanel = (): void => document.getElementById('panel-title')?.focus();

/** What people say about a part of the text. */
export function ThreadItem({ doc, place, thread: { messages, resolved, resolved_by_user } }: ThreadProps) {
  const { id, line, text } = place;
  const chosen = useStore(chosenStore);
  const mayWrite = useStore(privilegeStore) !== 'readOnly';
  const item = useRef<HTMLLIElement>(null);
  const acting = useAction(async (act: () => Promise<unknown>) => {
    await act();
    focusPanel();
  });
  const isChosen = chosen?.id === id;
  useEffect(() => {
    if (!isChosen) return;
    item.current?.scrollIntoView({ block: 'nearest' });
    if (chosen.isAsked) item.current?.focus();
  }, [chosen]);
  return (
    <li
      ref={item}
      class={isChosen ? 'thread chosen' : 'thread'}
      aria-label={`Comment on line ${line}`}
      tabIndex={-1}
      {...(isChosen && chosen.isAsked && { 'data-first': true })}
    >
      <button type="button" class="quote" onClick={() => goToText(place, isNarrow())}>
        <span class="soft">Line {line}:</span> {text === '' ? <i>The text is deleted</i> : text}
      </button>
      <ol class="messages-of" aria-label="Messages">
        {messages.map((message) => (
          <Said key={message.id} thread={id} message={message} mayTakeBack={messages.length > 1} />
        ))}
      </ol>
      {resolved ? (
        <p class="soft">Resolved{resolved_by_user && ` by ${nameOf(resolved_by_user)}`}</p>
      ) : (
        <Write
          place={`reply in ${id}`}
          label="Your reply"
          button="Reply"
          onSend={async (said) => void (await say(id, said))}
        />
      )}
      {mayWrite && (
        <p class="actions">
          <button
            type="button"
            disabled={acting.busy}
            onClick={() => void acting.run(() => settle(doc, id, resolved ? 'reopen' : 'resolve'))}
          >
            {resolved ? 'Reopen' : 'Resolve'}
          </button>
          <SureButton
            label="Delete thread"
            question="Delete all that was said here?"
            isBusy={acting.busy}
            onSure={() => void acting.run(() => deleteThread(doc, id))}
          />
        </p>
      )}
      <ErrorNotice text={acting.error} />
    </li>
  );
}
