import { readFile } from 'node:fs/promises';
import { asDocument, mayBeText } from './as-document.ts';
import type { LocalFile } from './local-file.ts';

/** The lines of a file that is a document; undefined for any other file. */
export async function linesOfFile(name: string, { path, size }: LocalFile): Promise<string[] | undefined> {
  return mayBeText(name, size) ? asDocument(await readFile(path)).lines : undefined;
}
