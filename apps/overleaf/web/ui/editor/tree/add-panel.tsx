import type { RefObject } from 'preact';
import { useState } from 'preact/hooks';
import { useAction } from '../../../../../../shared/ui/hooks.ts';
import { ErrorNotice } from '../../../../../../shared/ui/notice.tsx';
import { Icon } from '../../parts/icon.tsx';
import type { FolderEntry } from '../entries.ts';
import { changes } from './changes.ts';
import { chosenFiles, type FileAt } from './dropped.ts';

interface AddPanelProps {
  folder: FolderEntry;
  /** The name of the folder for people. */
  place: string;
  field: RefObject<HTMLInputElement | null>;
  /** Hears the id of a new document. */
  onAdded(id: string): void;
  onFiles(files: FileAt[]): void;
  onLink(): void;
}

/** Adds documents, folders and files to the chosen folder. */
export function AddPanel({ folder, place, field, onAdded, onFiles, onLink }: AddPanelProps) {
  const [name, setName] = useState('');
  const { run, busy, error } = useAction(async (type: 'doc' | 'folder') => {
    const { _id } = await changes.create(type, name.trim(), folder);
    if (field.current?.value !== name) return; // the next one is being written
    setName('');
    if (type === 'doc') onAdded(_id);
  });
  return (
    <form
      class="add-panel"
      onSubmit={(event) => {
        event.preventDefault();
        void run('doc');
      }}
    >
      <p class="place">
        Add to <b>{place}</b>
      </p>
      <input
        ref={field}
        aria-label="Name of the new document"
        placeholder="new.tex"
        value={name}
        onInput={({ currentTarget }) => setName(currentTarget.value)}
        required
      />
      <button type="submit" disabled={busy}>
        Add
      </button>
      <button type="button" disabled={busy || name.trim() === ''} onClick={() => void run('folder')}>
        <Icon name="folder" /> New folder
      </button>
      <label class="upload">
        <Icon name="upload" /> Upload files
        <input
          type="file"
          multiple
          onChange={({ currentTarget }) => {
            onFiles(chosenFiles(currentTarget.files));
            currentTarget.value = '';
          }}
        />
      </label>
      <button type="button" onClick={onLink}>
        <Icon name="link" /> From elsewhere…
      </button>
      <ErrorNotice text={error} />
    </form>
  );
}
