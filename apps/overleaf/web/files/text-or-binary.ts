import { isUtf8 } from 'node:buffer';
import { readFile } from 'node:fs/promises';
import { isTooLong } from '../../document-updater/doc.ts';
import type { LocalFile } from './local-file.ts';

/** Endings of names of files that may become documents. */
const textEndings = new Set(
  `tex latex sty cls bst bib bibtex txt tikz mtx rtex md asy latexmkrc lbx bbx cbx m lco dtx ins ist def clo ldf rmd lua gv mf yml yaml`.split(
    ' ',
  ),
);

/** Bytes of a file that may become a document. */
const maxTextBytes = 1024 * 1024;

/** What no document has: NUL, and characters beyond the basic plane, which editors count as two. */
const forbidden = /[\0\ud800-\udfff]/;

/** Whether a file of this name and size may become a document; its content decides. */
export const mayBeText = (name: string, size: number): boolean =>
  size <= maxTextBytes && textEndings.has(name.split('.').at(-1)?.toLowerCase() ?? '');

/** The lines of a file that is a document; undefined for any other file. */
export async function linesOfFile(name: string, { path, size }: LocalFile): Promise<string[] | undefined> {
  const lines = mayBeText(name, size) ? linesOfBytes(await readFile(path)) : undefined;
  return lines === undefined || isTooLong(lines) ? undefined : lines;
}

/** The lines of a text in UTF-8, in UTF-16 with a mark at its beginning, or else in Latin-1; undefined when no document has such a text. */
export function linesOfBytes(bytes: Buffer): string[] | undefined {
  const text = new TextDecoder(encodingOf(bytes)).decode(bytes);
  return forbidden.test(text) ? undefined : linesOf(text);
}

/** The lines of a text, whatever ends them. */
const linesOf = (text: string): string[] => text.split(/\r\n|\r|\n/);

function encodingOf(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return isUtf8(bytes) ? 'utf-8' : 'iso-8859-1';
}
