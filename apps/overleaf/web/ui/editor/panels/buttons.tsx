import { useStore } from '../../../../../../shared/ui/store.ts';
import { commentsStore } from '../comments/open-comments.ts';
import { maySeeComments, threadsStore } from '../comments/threads.ts';
import { othersStore } from '../people.ts';
import { unreadStore } from './chat/messages.ts';
import { isRestrictedStore } from './share/access.ts';
import { buttonId, closePanel, type PanelName, panelStore } from './which.ts';

/** The buttons that open the panels. Who reads by a link sees no other people. */
export function PanelButtons() {
  const isRestricted = useStore(isRestrictedStore);
  const others = useStore(othersStore);
  const unread = useStore(unreadStore);
  const threads = useStore(threadsStore) ?? {};
  const comments = useStore(commentsStore).filter(({ id }) => threads[id]?.resolved !== true);
  return (
    <div class="panel-buttons">
      <PanelButton name="menu" label="Menu" />
      <PanelButton name="share" label="Share" />
      <PanelButton name="history" label="History" />
      {!isRestricted && (
        <>
          {maySeeComments() && (
            <PanelButton name="comments" label="Comments" count={comments.length} counted="open" />
          )}
          <PanelButton name="chat" label="Chat" count={unread} counted="unread" />
          <PanelButton name="people" label="People" count={others.length} counted="online" />
        </>
      )}
    </div>
  );
}

interface ButtonProps {
  name: PanelName;
  label: string;
  count?: number;
  /** What is counted. */
  counted?: string;
}

function PanelButton({ name, label, count = 0, counted = '' }: ButtonProps) {
  const isOpen = useStore(panelStore) === name;
  return (
    <button
      type="button"
      id={buttonId(name)}
      aria-expanded={isOpen}
      onClick={() => (isOpen ? closePanel() : panelStore.set(name))}
    >
      {label}
      {count > 0 && (
        <>
          {' '}
          <span class="count">
            {count} {counted}
          </span>
        </>
      )}
    </button>
  );
}
