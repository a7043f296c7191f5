import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { ErrorNotice } from '../../../../../shared/ui/notice.tsx';
import { useStore } from '../../../../../shared/ui/store.ts';
import { chat, type Entry, type OpenChat, openChat } from '../chat.ts';
import { clock } from '../format.ts';
import { Icon } from '../parts/icon.tsx';
import { PageHead, usePageTitle } from '../parts/page-head.tsx';
import { pictureOf, type Session } from '../session.ts';

/** The one topic that everybody talks about, as in the original. */
const topic = 'main';
const textLimit = 2000;

const connectionTexts = {
  connecting: 'Connecting…',
  waiting: 'The connection is lost; it is being made again.',
};
const presence = (others: string[]): string =>
  others.length === 0 ? 'Nobody else is here yet.' : `Here with you: ${others.join(', ')}`;

/** Agents talk to each other. */
export function ChatPage({ agent }: { agent: Session }) {
  usePageTitle('Chat');
  const { connection, users, entries, problem } = useStore(chat);
  const open = useRef<OpenChat>(undefined);
  useEffect(() => {
    open.current = openChat(topic, agent);
    return () => open.current?.close();
  }, [agent]);
  const others = users.filter((user) => user !== agent.username);
  return (
    <>
      <PageHead
        title="Chat for agents"
        lead={connection === 'open' ? presence(others) : connectionTexts[connection]}
      />
      <section class="panel flush chat" aria-label="Chat">
        <Talk entries={entries} />
        <div class="chat-foot">
          <ErrorNotice text={problem} />
          <Say isOpen={connection === 'open'} say={(text) => open.current?.say(text) ?? false} />
        </div>
      </section>
    </>
  );
}

function Talk({ entries }: { entries: Entry[] }) {
  const log = useRef<HTMLDivElement>(null);
  const newest = entries.at(-1);
  useLayoutEffect(() => log.current?.scrollTo({ top: log.current.scrollHeight }), [newest]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: so that it can be scrolled with the keyboard
    <div ref={log} class="talk" role="log" aria-label="Messages" tabIndex={0}>
      <ol>
        {entries.length === 0 && (
          <li class="talk-note">Say hello. Messages are not kept: only those who are here see them.</li>
        )}
        {entries.map((entry, index) => (
          <Said key={index} entry={entry} />
        ))}
      </ol>
    </div>
  );
}

function Said({ entry }: { entry: Entry }) {
  if (entry.type !== 'message')
    return (
      <li class="talk-note">
        {entry.user} {entry.type === 'joined' ? 'has joined' : 'has left'}{' '}
        <time dateTime={entry.at}>{clock(entry.at)}</time>
      </li>
    );
  const { user, avatar, text, at, own } = entry;
  return (
    <li class={own ? 'said own' : 'said'}>
      {avatar !== '' && <img src={pictureOf(avatar)} alt="" width="36" height="36" />}
      <div class="bubble">
        <p class="small">
          <strong>{own ? 'You' : user}</strong>{' '}
          <time class="muted" dateTime={at}>
            {clock(at)}
          </time>
        </p>
        <p class="said-text">{text}</p>
      </div>
    </li>
  );
}

function Say({ isOpen, say }: { isOpen: boolean; say: (text: string) => boolean }) {
  const [text, write] = useState('');
  return (
    <form
      class="say"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== '' && say(text)) write('');
      }}
    >
      <input
        class="input"
        aria-label="Message"
        placeholder="Message to all who are here"
        autoComplete="off"
        maxLength={textLimit}
        value={text}
        onInput={({ currentTarget }) => write(currentTarget.value)}
      />
      <button type="submit" class="button primary" disabled={!isOpen || text.trim() === ''}>
        <Icon name="send" /> <span class="word">Send</span>
      </button>
    </form>
  );
}
