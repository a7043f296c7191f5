import { useAction, useLoad } from '../../../../../shared/ui/hooks.ts';
import { ErrorNotice, Loading } from '../../../../../shared/ui/notice.tsx';
import { api } from '../api.ts';
import { moment } from '../format.ts';
import { Degraded } from '../parts/degraded.tsx';
import { Icon } from '../parts/icon.tsx';
import { PageHead, usePageTitle } from '../parts/page-head.tsx';
import { PolicyLink } from '../parts/policy-link.tsx';
import type { Session } from '../session.ts';
import type { DeadLetter } from '../types.ts';

const path = '/api/events/dead';

/** For the administrator: events that services have given up, to be tried again. */
export function OperationsPage({ agent }: { agent: Session }) {
  usePageTitle('Operations');
  if (agent.username !== 'admin')
    return <PageHead title="Operations" lead="Only admin may see this page. Log in as admin to do so." />;
  return <DeadLetters />;
}

function DeadLetters() {
  const { value, error, reload } = useLoad('dead letters', (signal) =>
    api<{ deadLetters?: DeadLetter[] }>(path, { signal }),
  );
  const letters = value && (value.deadLetters ?? []);
  return (
    <>
      <PageHead
        title="Operations"
        lead="Events that a service could not take in, however often it tried. Replay one when its cause is gone."
      >
        <button type="button" class="button" onClick={reload}>
          <Icon name="again" /> Look again
        </button>
      </PageHead>
      <ErrorNotice text={error} retry={reload} />
      {letters === undefined && error === undefined && <Loading what="the events" />}
      <Degraded path={path} what="some events" retry={reload}>
        {letters?.length === 0 && (
          <div class="panel empty">
            <span class="way-icon">
              <Icon name="check" size={28} />
            </span>
            <p>All events have been taken in.</p>
          </div>
        )}
      </Degraded>
      {letters?.map((letter) => (
        <Letter
          key={`${letter.consumer} ${letter.eventId} ${letter.error}`}
          letter={letter}
          replayed={reload}
        />
      ))}
    </>
  );
}

function Letter({ letter, replayed }: { letter: DeadLetter; replayed: () => void }) {
  const { consumer, eventId, type, policyNumber, attempts, error, failedAt } = letter;
  const replay = useAction(async () => {
    await api(`${path}/${encodeURIComponent(consumer)}/${encodeURIComponent(eventId)}/replay`, { json: {} });
    replayed();
  });
  return (
    <article class="panel letter" aria-label={`${type} for ${consumer}`}>
      <div class="stack">
        <h2>
          {consumer} <span class="tag">{type}</span>
        </h2>
        <p class="letter-error">{error}</p>
        <p class="muted small">
          {attempts} attempts, the last on {moment(failedAt)}
          {policyNumber && (
            <>
              {' '}
              · Policy{' '}
              <span class="mono wrap">
                <PolicyLink number={policyNumber} />
              </span>
            </>
          )}
        </p>
        <ErrorNotice text={replay.error} />
      </div>
      <button type="button" class="button primary" disabled={replay.busy} onClick={() => replay.run()}>
        {replay.busy ? 'Replaying…' : 'Replay'}
      </button>
    </article>
  );
}
