import { useState } from 'preact/hooks';
import { useAction } from '../../../../../../shared/ui/hooks.ts';
import { ErrorNotice } from '../../../../../../shared/ui/notice.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import type { FolderEntry } from '../entries.ts';
import { changes } from './changes.ts';
import { type Entry, folderOf, parentOf, placesIn } from './find.ts';

/** Asks into which folder an entry is moved. */
export function MoveDialog({ root, item, onClose }: { root: FolderEntry; item: Entry; onClose(): void }) {
  const { name, _id: id } = item.entry;
  const here = parentOf(root, id);
  const places = placesIn(root, item.type === 'folder' ? id : undefined);
  const [target, choose] = useState(here?._id ?? root._id);
  const { run, busy, error } = useAction(async () => {
    const folder = folderOf(root, target);
    if (folder !== undefined) await changes.move({ type: item.type, id }, folder);
    onClose();
  });
  return (
    <Dialog title={`Move “${name}”`} onClose={onClose}>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          void run();
        }}
      >
        <label>
          To the folder
          <select value={target} onChange={({ currentTarget }) => choose(currentTarget.value)}>
            {places.map(({ folder, path }) => (
              <option key={folder._id} value={folder._id}>
                {path || 'The project itself'}
              </option>
            ))}
          </select>
        </label>
        <ErrorNotice text={error} />
        <p class="buttons">
          <button type="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" class="primary" disabled={busy || target === here?._id}>
            Move
          </button>
        </p>
      </form>
    </Dialog>
  );
}
