import pLimit from 'p-limit';
import { inWords } from '../../../../../../shared/ui/in-words.ts';
import { createStore } from '../../../../../../shared/ui/store.ts';
import { whyNoDocument } from '../../../files/as-document.ts';
import type { FolderEntry } from '../entries.ts';
import { changes } from './changes.ts';
import type { FileAt } from './dropped.ts';

/** A file on its way to the site. One that has arrived is in the tree, and here only if there is something to say of it. */
export interface Upload {
  id: number;
  file: FileAt;
  folder: FolderEntry;
  /** The part of it that the site has, from 0 to 1; undefined while it waits for others. */
  part: number | undefined;
  /** Why the site has refused it. */
  error: string | undefined;
  /** Why it has arrived and yet cannot be edited, although its name is that of a text. */
  because: string | undefined;
  /** Ends it. */
  cancel: AbortController;
}

export const uploadsStore = createStore<Upload[]>([]);

/** Files that are sent at the same time. */
const limit = pLimit(3);
let lastId = 0;
const atFirst = { part: undefined, error: undefined, because: undefined };

/** Uploads files into a folder. What becomes of one does not matter to the others. */
export function uploadAll(files: FileAt[], folder: FolderEntry): void {
  for (const file of files) {
    lastId += 1;
    start({ id: lastId, file, folder, ...atFirst, cancel: new AbortController() });
  }
}

/** Uploads a file once more that was refused. */
export function tryAgain(upload: Upload): void {
  forget(upload.id);
  start({ ...upload, ...atFirst });
}

/** Ends an upload that waits or is under way, and shows it no longer. */
export function cancel(upload: Upload): void {
  upload.cancel.abort();
  forget(upload.id);
}

/** Shows a file no longer. */
export const forget = (id: number): void =>
  uploadsStore.set((all) => all.filter((upload) => upload.id !== id));

function start(upload: Upload): void {
  uploadsStore.set((all) => [...all, upload]);
  void limit(() => send(upload));
}

const change = (id: number, state: Partial<Upload>): void =>
  uploadsStore.set((all) => all.map((upload) => (upload.id === id ? { ...upload, ...state } : upload)));

async function send({ id, file, folder, cancel: { signal } }: Upload): Promise<void> {
  const onProgress = (part: number): void => change(id, { part });
  onProgress(0);
  try {
    const { entity_type } = await changes.upload(file, folder, { onProgress, signal });
    const because = entity_type === 'file' ? await whyNot(file) : undefined;
    if (because === undefined) forget(id);
    else change(id, { because });
  } catch (problem) {
    if (!signal.aborted) change(id, { error: inWords(problem) });
  }
}

const whyNot = async ({ file }: FileAt): Promise<string | undefined> =>
  whyNoDocument(file.name, new Uint8Array(await file.arrayBuffer()));
