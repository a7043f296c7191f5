import type { DocEntry, FileEntry, FolderEntry } from '../entries.ts';

/** What an entry of the tree is, as the site calls it. */
export type EntryType = 'doc' | 'file' | 'folder';

/** An entry of the tree with what it is. */
export type Entry =
  | { type: 'doc'; entry: DocEntry }
  | { type: 'file'; entry: FileEntry }
  | { type: 'folder'; entry: FolderEntry };

const natural = new Intl.Collator(undefined, { numeric: true }).compare;
const byName = (a: Entry, b: Entry): number => natural(a.entry.name, b.entry.name);

/** What is in a folder: folders first, in natural order. */
export const entriesOf = ({ folders, docs, fileRefs }: FolderEntry): Entry[] => [
  ...folders.map((entry): Entry => ({ type: 'folder', entry })).sort(byName),
  ...[
    ...docs.map((entry): Entry => ({ type: 'doc', entry })),
    ...fileRefs.map((entry): Entry => ({ type: 'file', entry })),
  ].sort(byName),
];

/** A document of a tree by its path, such as `chapters/one.tex`. */
export function findDoc(folder: FolderEntry, path: string): DocEntry | undefined {
  const [first = '', ...rest] = path.split('/');
  if (rest.length === 0) return folder.docs.find(({ name }) => name === first);
  const inside = folder.folders.find(({ name }) => name === first);
  return inside && findDoc(inside, rest.join('/'));
}

/** Whether something is at a path below a folder. */
export function isTaken(folder: FolderEntry, path: string): boolean {
  const [first = '', ...rest] = path.split('/');
  if (rest.length === 0) return entriesOf(folder).some(({ entry }) => entry.name === first);
  const inside = folder.folders.find(({ name }) => name === first);
  return inside !== undefined && isTaken(inside, rest.join('/'));
}

/** A document of a tree by its id. */
export const docWithId = (root: FolderEntry, id: string): DocEntry | undefined =>
  first(root, ({ docs }) => docs.find(({ _id }) => _id === id));

/** A file of a tree by its id. */
export const fileWithId = (root: FolderEntry, id: string): FileEntry | undefined =>
  first(root, ({ fileRefs }) => fileRefs.find(({ _id }) => _id === id));

/** The folder with an id; for the id of something else, the folder that it is in. */
export const folderOf = (root: FolderEntry, id: string): FolderEntry | undefined =>
  first(root, (folder) => (folder._id === id ? folder : undefined)) ?? parentOf(root, id);

/** The folder that an entry is in. */
export const parentOf = (root: FolderEntry, id: string): FolderEntry | undefined =>
  first(root, (folder) => (entriesOf(folder).some(({ entry }) => entry._id === id) ? folder : undefined));

function first<Found>(
  folder: FolderEntry,
  find: (folder: FolderEntry) => Found | undefined,
): Found | undefined {
  const found = find(folder);
  if (found !== undefined) return found;
  for (const each of folder.folders) {
    const below = first(each, find);
    if (below !== undefined) return below;
  }
  return undefined;
}

/** A folder with its path, which is empty for the whole project. */
export interface Place {
  folder: FolderEntry;
  path: string;
}

/** All folders of a tree, without `except` and what is below it. */
export const placesIn = (folder: FolderEntry, except?: string, path = ''): Place[] => [
  { folder, path },
  ...entriesOf(folder).flatMap((each) =>
    each.type === 'folder' && each.entry._id !== except
      ? placesIn(each.entry, except, path === '' ? each.entry.name : `${path}/${each.entry.name}`)
      : [],
  ),
];

/** The name of a folder for people. */
export const nameOfPlace = (root: FolderEntry, { _id }: FolderEntry): string =>
  placesIn(root).find(({ folder }) => folder._id === _id)?.path || 'the project';
