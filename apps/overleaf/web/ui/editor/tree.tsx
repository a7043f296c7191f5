import { useState } from 'preact/hooks';
import { useAction } from '../../../../../shared/ui/hooks.ts';
import { ErrorNotice } from '../../../../../shared/ui/notice.tsx';
import { send } from '../parts/api.ts';
import type { DocEntry, FolderEntry } from './entries.ts';
import { projectId } from './project.ts';

interface TreeProps {
  root: FolderEntry;
  shown: string | undefined;
  mayWrite: boolean;
  onOpen(doc: DocEntry): void;
}

const natural = new Intl.Collator(undefined, { numeric: true }).compare;
const byName = <Entry extends DocEntry>(entries: Entry[]): Entry[] =>
  [...entries].sort((a, b) => natural(a.name, b.name));

/** The files of a project: folders first, in natural order. */
export function Tree({ root, shown, mayWrite, onOpen }: TreeProps) {
  const [name, setName] = useState('');
  const create = useAction(async () => {
    await send('POST', `/project/${projectId}/doc`, { name, parent_folder_id: root._id });
    setName('');
  });
  const upload = useAction(async (files: FileList) => {
    for (const file of files) {
      const form = new FormData();
      form.append('name', file.name);
      form.append('qqfile', file);
      await send('POST', `/project/${projectId}/upload?folder_id=${root._id}`, form);
    }
  });
  return (
    <nav class="tree" aria-label="Files">
      <Folder folder={root} shown={shown} onOpen={onOpen} />
      {mayWrite && (
        <form
          class="new-file"
          onSubmit={(event) => {
            event.preventDefault();
            void create.run();
          }}
        >
          <input
            aria-label="Name of the new document"
            placeholder="new.tex"
            value={name}
            onInput={({ currentTarget }) => setName(currentTarget.value)}
            required
          />
          <button type="submit" disabled={create.busy}>
            Add
          </button>
          <label class="upload">
            Upload files
            <input
              type="file"
              multiple
              onChange={({ currentTarget: { files } }) => files && void upload.run(files)}
            />
          </label>
          {upload.busy && <p role="status">Uploading…</p>}
          <ErrorNotice text={create.error ?? upload.error} />
        </form>
      )}
    </nav>
  );
}

function Folder({ folder, shown, onOpen }: { folder: FolderEntry } & Pick<TreeProps, 'shown' | 'onOpen'>) {
  return (
    <ul>
      {byName(folder.folders).map((each) => (
        <li key={each._id}>
          <details open>
            <summary>{each.name}</summary>
            <Folder folder={each} shown={shown} onOpen={onOpen} />
          </details>
        </li>
      ))}
      {byName(folder.docs).map((doc) => (
        <li key={doc._id}>
          <button
            type="button"
            class="entry"
            aria-current={doc._id === shown ? 'true' : undefined}
            onClick={() => onOpen(doc)}
          >
            {doc.name}
          </button>
        </li>
      ))}
      {byName(folder.fileRefs).map((file) => (
        <li key={file._id}>
          <a class="entry" href={`/project/${projectId}/file/${file._id}`}>
            {file.name}
          </a>
        </li>
      ))}
    </ul>
  );
}

/** A document of a tree by its path, such as `chapters/one.tex`. */
export function findDoc(folder: FolderEntry, path: string): DocEntry | undefined {
  const [first = '', ...rest] = path.split('/');
  if (rest.length === 0) return folder.docs.find(({ name }) => name === first);
  const inside = folder.folders.find(({ name }) => name === first);
  return inside && findDoc(inside, rest.join('/'));
}

/** A document of a tree by its id. */
export const docWithId = (folder: FolderEntry, id: string): DocEntry | undefined =>
  folder.docs.find(({ _id }) => _id === id) ??
  folder.folders.map((each) => docWithId(each, id)).find((found) => found !== undefined);
