import { useState } from 'preact/hooks';
import { useAction } from '../../../../../../../shared/ui/hooks.ts';
import { ErrorNotice } from '../../../../../../../shared/ui/notice.tsx';
import { useStore } from '../../../../../../../shared/ui/store.ts';
import { send } from '../../../parts/api.ts';
import { privilegeStore, projectId } from '../../project.ts';
import type { DeletedDoc } from './deleted-docs.ts';

/** The documents that were deleted, and can come back. */
export function DeletedDocs({ docs }: { docs: DeletedDoc[] }) {
  const mayWrite = useStore(privilegeStore) !== 'readOnly';
  if (docs.length === 0) return null;
  return (
    <section>
      <h3>Deleted documents</h3>
      <ul class="rows">
        {docs.map((doc) => (
          <li key={doc._id}>
            <span class="name">{doc.name}</span>
            {mayWrite && <Restore doc={doc} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Restore({ doc: { _id, name } }: { doc: DeletedDoc }) {
  const [isBack, setBack] = useState(false);
  const restore = useAction(async () => {
    await send('POST', `/project/${projectId}/doc/${_id}/restore`, { name });
    setBack(true);
  });
  if (isBack)
    return (
      <span class="soft" role="status">
        Restored
      </span>
    );
  return (
    <>
      <button
        type="button"
        aria-label={`Restore ${name}`}
        disabled={restore.busy}
        onClick={() => void restore.run()}
      >
        Restore
      </button>
      <ErrorNotice text={restore.error} />
    </>
  );
}
