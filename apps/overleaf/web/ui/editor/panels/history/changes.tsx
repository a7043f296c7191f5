import { useState } from 'preact/hooks';
import { useAction, useLoad } from '../../../../../../../shared/ui/hooks.ts';
import { ErrorNotice, Loading } from '../../../../../../../shared/ui/notice.tsx';
import { useStore } from '../../../../../../../shared/ui/store.ts';
import { send } from '../../../parts/api.ts';
import { privilegeStore, projectId } from '../../project.ts';
import { SureButton } from '../parts/sure-button.tsx';
import { ownId } from '../share/access.ts';
import { dayOf, timeOf } from './days.ts';
import { Diff } from './diff.tsx';
import { docsOf, loadDiff, type Update, versionsOf } from './updates.ts';

interface ChangesProps {
  updates: Update[];
  nameOf(doc: string): string;
  isThere(doc: string): boolean;
  onRestored(): void;
}

/** What the chosen entries have changed in one document. */
export function Changes({ updates, nameOf, isThere, onRestored }: ChangesProps) {
  const docs = docsOf(updates);
  const [wanted, choose] = useState(docs[0]);
  const doc = docs.find((each) => each === wanted) ?? docs[0];
  const versions = doc === undefined ? undefined : versionsOf(updates, doc);
  const privilege = useStore(privilegeStore);
  if (doc === undefined || versions === undefined) return null;
  const { fromV, toV } = versions;
  const start = Math.min(...updates.map(({ meta }) => meta.start_ts));
  return (
    <section class="history-changes" aria-label="Changes">
      <div class="actions">
        {docs.length === 1 ? (
          <strong class="name">{nameOf(doc)}</strong>
        ) : (
          <select
            aria-label="Document"
            value={doc}
            onChange={({ currentTarget }) => choose(currentTarget.value)}
          >
            {docs.map((each) => (
              <option key={each} value={each}>
                {nameOf(each)}
              </option>
            ))}
          </select>
        )}
        {privilege !== 'readOnly' && ownId !== '' && isThere(doc) && (
          <Restore
            key={`${doc}:${fromV}`}
            doc={doc}
            version={fromV}
            time={`${dayOf(start)}, ${timeOf(start)}`}
            onRestored={onRestored}
          />
        )}
      </div>
      <LoadedDiff doc={doc} fromV={fromV} toV={toV} />
    </section>
  );
}

function LoadedDiff({ doc, fromV, toV }: { doc: string; fromV: number; toV: number }) {
  const diff = useLoad(`${doc}:${fromV}:${toV}`, () => loadDiff(doc, fromV, toV));
  if (diff.error !== undefined) return <ErrorNotice text={diff.error} retry={diff.reload} />;
  return diff.value === undefined ? <Loading what="the changes" /> : <Diff parts={diff.value} />;
}

interface RestoreProps {
  doc: string;
  version: number;
  time: string;
  onRestored(): void;
}

function Restore({ doc, version, time, onRestored }: RestoreProps) {
  const restore = useAction(async () => {
    await send('POST', `/project/${projectId}/doc/${doc}/version/${version}/restore`);
    onRestored();
  });
  return (
    <>
      <SureButton
        label="Restore to before these changes"
        question={`Give the document its text from before ${time}?`}
        isBusy={restore.busy}
        onSure={() => void restore.run()}
      />
      {restore.busy && <p role="status">Restoring…</p>}
      <ErrorNotice text={restore.error} />
    </>
  );
}
