import { useState } from 'preact/hooks';
import { useAction, useLoad } from '../../../../../../../shared/ui/hooks.ts';
import { ErrorNotice, Loading } from '../../../../../../../shared/ui/notice.tsx';
import { useStore } from '../../../../../../../shared/ui/store.ts';
import type { ProjectView } from '../../project.ts';
import { Panel } from '../panel.tsx';
import { pathsOf } from '../parts/paths.ts';
import { Changes } from './changes.tsx';
import { DeletedDocs } from './deleted.tsx';
import { deletedStore } from './deleted-docs.ts';
import { List, type Range } from './list.tsx';
import { loadUpdates, type UpdatePage } from './updates.ts';

/** What has happened in the project, what each change did, and the way back. */
export function HistoryPanel({ project }: { project: ProjectView }) {
  const first = useLoad('history', () => loadUpdates());
  return (
    <Panel title="History" isWide>
      <ErrorNotice text={first.error} retry={first.reload} />
      {first.value === undefined ? (
        first.error === undefined && <Loading what="the history" />
      ) : (
        <History
          key={first.value.updates[0]?.meta.end_ts}
          project={project}
          first={first.value}
          reload={first.reload}
        />
      )}
    </Panel>
  );
}

interface HistoryProps {
  project: ProjectView;
  first: UpdatePage;
  reload(): void;
}

function History({ project, first, reload }: HistoryProps) {
  const [updates, add] = useState(first.updates);
  const [before, moveOn] = useState(first.nextBeforeTimestamp);
  const [{ from, to }, choose] = useState<Range>({ from: 0, to: 0 });
  const deleted = useStore(deletedStore);
  const paths = pathsOf(project.rootFolder[0]);
  const nameOf = (doc: string): string =>
    paths.get(doc)?.path ?? `${deleted.find(({ _id }) => _id === doc)?.name ?? 'A document'} (deleted)`;
  const more = useAction(async () => {
    const next = await loadUpdates(before);
    add([...updates, ...next.updates]);
    moveOn(next.nextBeforeTimestamp);
  });
  return (
    <div class="history">
      <div class="history-side">
        {updates.length === 0 && <p class="soft">Nothing has been changed yet.</p>}
        <List updates={updates} range={{ from, to }} nameOf={nameOf} onChoose={choose} />
        {before !== undefined && (
          <button type="button" disabled={more.busy} onClick={() => void more.run()}>
            {more.busy ? 'Loading…' : 'Show earlier changes'}
          </button>
        )}
        <ErrorNotice text={more.error} />
        <DeletedDocs docs={deleted} />
      </div>
      {updates.length > 0 && (
        <Changes
          updates={updates.slice(from, to + 1)}
          nameOf={nameOf}
          isThere={(doc) => paths.has(doc)}
          onRestored={reload}
        />
      )}
    </div>
  );
}
