import type { DocEntry, FolderEntry } from './entries.ts';

type Kind = 'docs' | 'fileRefs' | 'folders';
const kinds = ['docs', 'fileRefs', 'folders'] as const;

/** The tree after an event of the server; the same tree after any other event. */
export function treeAfter(root: FolderEntry, name: string, args: unknown[]): FolderEntry {
  const [first, second] = args;
  // What is restored comes to the top, and no folder is named.
  const folder = String(first ?? root._id);
  switch (name) {
    case 'reciveNewDoc':
      return added(root, folder, 'docs', second as DocEntry);
    case 'reciveNewFile':
      return added(root, folder, 'fileRefs', second as DocEntry);
    case 'reciveNewFolder':
      return added(root, folder, 'folders', { ...emptyFolder, ...(second as DocEntry) });
    case 'removeEntity':
      return without(root, String(first));
    case 'reciveEntityRename':
      return renamed(root, String(first), String(second));
    case 'reciveEntityMove':
      return moved(root, String(first), String(second));
    default:
      return root;
  }
}

const emptyFolder: Omit<FolderEntry, keyof DocEntry> = { folders: [], docs: [], fileRefs: [] };

const inAllFolders = (folder: FolderEntry, change: (folder: FolderEntry) => FolderEntry): FolderEntry => {
  const changed = change(folder);
  return { ...changed, folders: changed.folders.map((each) => inAllFolders(each, change)) };
};

const added = (root: FolderEntry, folderId: string, kind: Kind, entry: DocEntry): FolderEntry =>
  inAllFolders(without(root, entry._id), (folder) =>
    folder._id === folderId ? { ...folder, [kind]: [...folder[kind], entry] } : folder,
  );

const without = (root: FolderEntry, id: string): FolderEntry =>
  inAllFolders(root, (folder) => ({
    ...folder,
    docs: folder.docs.filter(({ _id }) => _id !== id),
    fileRefs: folder.fileRefs.filter(({ _id }) => _id !== id),
    folders: folder.folders.filter(({ _id }) => _id !== id),
  }));

function renamed(root: FolderEntry, id: string, name: string): FolderEntry {
  const rename = <Entry extends DocEntry>(entry: Entry): Entry =>
    entry._id === id ? { ...entry, name } : entry;
  return inAllFolders(root, (folder) => ({
    ...folder,
    docs: folder.docs.map(rename),
    fileRefs: folder.fileRefs.map(rename),
    folders: folder.folders.map(rename),
  }));
}

function moved(root: FolderEntry, id: string, folderId: string): FolderEntry {
  for (const kind of kinds) {
    const entry = find(root, kind, id);
    if (entry !== undefined) return added(root, folderId, kind, entry);
  }
  return root;
}

const find = (folder: FolderEntry, kind: Kind, id: string): DocEntry | undefined =>
  folder[kind].find(({ _id }) => _id === id) ??
  folder.folders.map((each) => find(each, kind, id)).find((found) => found !== undefined);
