import { colourOf } from '../../../parts/colour.ts';
import { nameOf } from '../../../parts/person.ts';
import { dayOf, timeOf } from '../history/days.ts';
import { ownId } from '../share/access.ts';
import { type Group, piecesOf } from './groups.ts';
import type { Message } from './messages.ts';

/** What one person has said in one go. */
export function Said({ group: { user, messages } }: { group: Group<Message> }) {
  const [first] = messages;
  if (first === undefined) return null;
  const isOwn = user === ownId;
  return (
    <section class={isOwn ? 'said own' : 'said'} style={{ '--author': colourOf(user) }}>
      <p>
        <strong>{isOwn ? 'You' : speakerOf(first)}</strong>{' '}
        <time class="soft" dateTime={new Date(first.timestamp).toISOString()} title={dayOf(first.timestamp)}>
          {timeOf(first.timestamp)}
        </time>
      </p>
      {messages.map((message) => (
        <Words key={message.id} message={message} />
      ))}
    </section>
  );
}

const speakerOf = ({ user }: Message): string => (user ? nameOf(user) : 'Somebody who has left');

function Words({ message: { content } }: { message: Message }) {
  return (
    <p class="words">
      {piecesOf(content).map(({ text, link }) =>
        link === undefined ? (
          text
        ) : (
          <a key={text} href={link} target="_blank" rel="noopener noreferrer">
            {text}
          </a>
        ),
      )}
    </p>
  );
}
