import { useRef, useState } from 'preact/hooks';
import { useAction } from '../../../../../../shared/ui/hooks.ts';
import { ErrorNotice } from '../../../../../../shared/ui/notice.tsx';
import { useStore } from '../../../../../../shared/ui/store.ts';
import { type Asked, Question } from '../../parts/question.tsx';
import type { DocEntry, FolderEntry } from '../entries.ts';
import { paneStore } from '../panes.tsx';
import { AddPanel } from './add-panel.tsx';
import { changes } from './changes.ts';
import { useFolderDrop } from './drag.ts';
import type { FileAt } from './dropped.ts';
import { type Entry, folderOf, isTaken, nameOfPlace } from './find.ts';
import { List, type TreeActs } from './folder.tsx';
import { LinkedDialog } from './linked-dialog.tsx';
import { MoveDialog } from './move-dialog.tsx';
import { previewStore } from './preview.tsx';
import { UploadList } from './upload-list.tsx';
import { uploadAll } from './uploads.ts';

interface TreeProps {
  root: FolderEntry;
  shown: string | undefined;
  mayWrite: boolean;
  onOpen(doc: DocEntry): void;
  /** Hears the id of a document that was added. */
  onAdded(id: string): void;
}

/** The files of a project. What is added goes into the folder that was chosen last. */
export function Tree({ root, shown, mayWrite, onOpen, onAdded }: TreeProps) {
  const preview = useStore(previewStore);
  const [chosen, choose] = useState(root._id);
  const [asked, ask] = useState<Asked>();
  const [moving, move] = useState<Entry>();
  const [isLinking, setLinking] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const folder = folderOf(root, chosen) ?? root;
  const place = nameOfPlace(root, folder);
  const change = useAction(async (work: () => Promise<unknown>) => {
    await work();
  });
  const take = useAction(async (dropped: Promise<FileAt[]>, to: FolderEntry) => {
    const files = await dropped;
    const taken = files.filter(({ path }) => isTaken(to, path));
    if (taken.length === 0) return uploadAll(files, to);
    ask({
      title: 'Replace what is there?',
      text: `In ${nameOfPlace(root, to)} there is already: ${taken.map(({ path }) => path).join(', ')}.`,
      button: 'Replace',
      work: async () => uploadAll(files, to),
    });
  });

  const acts: TreeActs = {
    onOpen(item) {
      choose(item.entry._id);
      if (item.type === 'folder') return;
      if (item.type === 'doc') return onOpen(item.entry);
      previewStore.set(item.entry._id);
      paneStore.set('source');
    },
    onRename: (item, name) => void change.run(() => changes.rename(item, name)),
    onRemove: (item) => ask({ ...questionOf(item), work: () => changes.remove(item) }),
    onMoveTo: move,
    onMove: (moved, to) => void change.run(() => changes.move(moved, to)),
    onFiles: (files, to) => void take.run(files, to),
    onNew(to) {
      choose(to._id);
      field.current?.focus();
    },
  };
  const drop = useFolderDrop({
    onFiles: (files) => acts.onFiles(files, root),
    onMove: (moved) => acts.onMove(moved, root),
  });
  return (
    <nav
      class={drop.isOver ? 'tree drop-target' : 'tree'}
      aria-label="Files"
      {...(mayWrite && drop.handlers)}
    >
      <List folder={root} shown={preview ?? shown} chosen={chosen} mayWrite={mayWrite} acts={acts} />
      <ErrorNotice text={change.error ?? take.error} />
      <UploadList />
      {mayWrite && (
        <>
          <AddPanel
            folder={folder}
            place={place}
            field={field}
            onAdded={onAdded}
            onFiles={(files) => acts.onFiles(Promise.resolve(files), folder)}
            onLink={() => setLinking(true)}
          />
          {folder !== root && (
            <button type="button" class="to-root" onClick={() => choose(root._id)}>
              Leave this folder
            </button>
          )}
        </>
      )}
      {asked && <Question asked={asked} onClose={() => ask(undefined)} />}
      {moving && <MoveDialog root={root} item={moving} onClose={() => move(undefined)} />}
      {isLinking && <LinkedDialog folder={folder} place={place} onClose={() => setLinking(false)} />}
    </nav>
  );
}

const questionOf = ({ type, entry: { name } }: Entry) => ({
  title: `Delete “${name}”?`,
  text:
    type === 'folder'
      ? 'It is deleted with all that is in it.'
      : 'It is deleted for all who work on the project.',
  button: 'Delete',
});
