import { useState } from 'preact/hooks';
import { useAction } from '../../../../../../shared/ui/hooks.ts';
import { ErrorNotice } from '../../../../../../shared/ui/notice.tsx';
import { colourOf } from '../../parts/colour.ts';
import { nameOf } from '../../parts/person.ts';
import { SureButton } from '../panels/parts/sure-button.tsx';
import { ownId } from '../panels/share/access.ts';
import { edit, type Message, takeBack } from './threads.ts';
import { Write } from './write.tsx';

const time = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

interface SaidProps {
  thread: string;
  message: Message;
  /** Whether it may be taken back; the last one goes with its thread. */
  mayTakeBack: boolean;
}

/** A message of a comment. Whoever has written it may change it. */
export function Said({ thread, message, mayTakeBack }: SaidProps) {
  const { id, content, timestamp, user_id, user, edited_at } = message;
  const [isEdited, setEdited] = useState(false);
  const taking = useAction(async () => void (await takeBack(thread, id)));
  const isOwn = user_id === ownId;
  const others = user === undefined ? 'Somebody who has left' : nameOf(user);
  return (
    <li class={isOwn ? 'said own' : 'said'} style={{ '--author': colourOf(user_id) }}>
      <p>
        <strong>{isOwn ? 'You' : others}</strong>{' '}
        <time class="soft" dateTime={new Date(timestamp).toISOString()}>
          {time.format(timestamp)}
          {edited_at !== undefined && ' (changed)'}
        </time>
      </p>
      {isEdited ? (
        <Write
          place={`change of ${id}`}
          label="Your message"
          button="Change"
          before={content}
          onSend={async (text) => {
            await edit(thread, id, text);
            setEdited(false);
          }}
          onCancel={() => setEdited(false)}
        />
      ) : (
        <p class="words">{content}</p>
      )}
      {isOwn && !isEdited && (
        <p class="actions">
          <button type="button" onClick={() => setEdited(true)}>
            Edit
          </button>
          {mayTakeBack && (
            <SureButton
              label="Delete message"
              question="Delete this message?"
              isBusy={taking.busy}
              onSure={() => void taking.run()}
            />
          )}
        </p>
      )}
      <ErrorNotice text={taking.error} />
    </li>
  );
}
