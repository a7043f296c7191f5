import { useState } from 'preact/hooks';
import type { FolderEntry } from '../entries.ts';
import type { Moved } from './changes.ts';
import { addressOf } from './changes.ts';
import { useFolderDrop } from './drag.ts';
import type { FileAt } from './dropped.ts';
import { type Entry, entriesOf } from './find.ts';
import type { MenuItem } from './menu.tsx';
import { Row } from './row.tsx';

/** What a tree does with its entries. */
export interface TreeActs {
  onOpen(item: Entry): void;
  onRename(item: Entry, name: string): void;
  onRemove(item: Entry): void;
  onMoveTo(item: Entry): void;
  onMove(moved: Moved, folder: FolderEntry): void;
  onFiles(files: Promise<FileAt[]>, folder: FolderEntry): void;
  /** Begins a new document in a folder. */
  onNew(folder: FolderEntry): void;
}

interface ListProps {
  folder: FolderEntry;
  shown: string | undefined;
  chosen: string;
  mayWrite: boolean;
  acts: TreeActs;
}

/** What is in a folder. */
export const List = ({ folder, ...rest }: ListProps) => (
  <ul>
    {entriesOf(folder).map((item) =>
      item.type === 'folder' ? (
        <Folder key={item.entry._id} item={item} {...rest} />
      ) : (
        <li key={item.entry._id}>
          <Line item={item} {...rest} />
        </li>
      ),
    )}
  </ul>
);

type FolderProps = Omit<ListProps, 'folder'> & { item: Extract<Entry, { type: 'folder' }> };

/** A folder that can be folded, and on which entries and files can be dropped. */
function Folder({ item, ...rest }: FolderProps) {
  const folder = item.entry;
  const [isOpen, setOpen] = useState(true);
  const drop = useFolderDrop({
    onFiles: (files) => rest.acts.onFiles(files, folder),
    onMove: (moved) => rest.acts.onMove(moved, folder),
  });
  return (
    <li class={drop.isOver ? 'drop-target' : undefined} {...(rest.mayWrite && drop.handlers)}>
      <Line item={item} isOpen={isOpen} onFold={() => setOpen(!isOpen)} {...rest} />
      {isOpen && <List folder={folder} {...rest} />}
    </li>
  );
}

type LineProps = Omit<ListProps, 'folder'> & { item: Entry; isOpen?: boolean; onFold?(): void };

function Line({ item, shown, chosen, mayWrite, acts, isOpen, onFold }: LineProps) {
  const { _id: id } = item.entry;
  return (
    <Row
      item={item}
      mayWrite={mayWrite}
      isShown={id === shown}
      isChosen={id === chosen}
      {...(isOpen !== undefined && { isOpen })}
      items={itemsOf(item, mayWrite, acts)}
      onOpen={() => {
        acts.onOpen(item);
        onFold?.();
      }}
      onRename={(name) => acts.onRename(item, name)}
      onRemove={() => acts.onRemove(item)}
    />
  );
}

function itemsOf(item: Entry, mayWrite: boolean, acts: TreeActs): MenuItem[] {
  const items: MenuItem[] = [];
  if (item.type === 'file')
    items.push({ name: 'Download', act: () => location.assign(addressOf(item.entry)) });
  if (mayWrite && item.type === 'folder')
    items.push({ name: 'New document here', act: () => acts.onNew(item.entry) });
  if (mayWrite) items.push({ name: 'Move to…', act: () => acts.onMoveTo(item) });
  return items;
}
