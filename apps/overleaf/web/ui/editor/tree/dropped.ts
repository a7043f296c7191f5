import { isSkipped } from '../../../files/skipped.ts';

/** A file with its path below the folder that it is for, such as `figures/one.png`. */
export interface FileAt {
  path: string;
  file: File;
}

/** The site takes so many files of one project in a quarter of an hour. */
const mostFiles = 200;

/** Files that a person has chosen one by one. */
export const chosenFiles = (files: FileList | null): FileAt[] =>
  [...(files ?? [])].map((file) => ({ path: file.name, file }));

/**
 * The files that were dropped, and those in folders that were dropped, without what the site leaves out of archives too: hidden files, and
 * what TeX makes. To be called while the drop is handled. Rejects with what to do where there is nothing, or too much.
 */
export async function droppedFiles({ items }: DataTransfer): Promise<FileAt[]> {
  const entries = [...items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  const files = (await Promise.all(entries.map(filesOf))).flat();
  const [folder] = entries.filter(isFolder);
  if (folder !== undefined && files.length === 0)
    throw new Error(`the folder ${folder.name} has no file for a project, so nothing was uploaded`);
  if (folder !== undefined && files.length > mostFiles)
    throw new Error(
      `the folder ${folder.name} has ${files.length} files, and at most ${mostFiles} can be dropped at once: drop parts of it, or make a new project of a zip file`,
    );
  return files;
}

async function filesOf(entry: FileSystemEntry): Promise<FileAt[]> {
  const path = entry.fullPath.replace(/^\//, '');
  if (isFile(entry))
    return [{ path, file: await new Promise<File>((resolve, reject) => entry.file(resolve, reject)) }];
  if (!isFolder(entry)) return [];
  const inside = (await entriesOf(entry)).filter(({ name }) => !isSkipped(`${path}/${name}`));
  return (await Promise.all(inside.map(filesOf))).flat();
}

/** What is in a folder; a browser tells it in parts, of which the last one is empty. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return all;
    all.push(...some);
  }
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;
