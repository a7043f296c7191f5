import { isTooLong } from '../../document-updater/doc.ts';

/** Endings of names of files that may become documents. */
const textEndings = new Set(
  `tex latex sty cls bst bib bibtex txt tikz mtx rtex md asy latexmkrc lbx bbx cbx m lco dtx ins ist def clo ldf rmd lua gv mf yml yaml`.split(
    ' ',
  ),
);

/** Bytes of a file that may become a document. */
const maxTextBytes = 1024 * 1024;

/** What no document has: NUL, and characters beyond the basic plane, which editors count as two. */
const forbidden = /[\0\u{10000}-\u{10ffff}]/u;

const isTextName = (name: string): boolean => textEndings.has(name.split('.').at(-1)?.toLowerCase() ?? '');

/** Whether a file of this name and size may become a document; its content decides. */
export const mayBeText = (name: string, size: number): boolean => size <= maxTextBytes && isTextName(name);

/** The lines of a document, or why there cannot be one, to be read after the name of the file. */
export type AsDocument = { lines: string[]; because?: undefined } | { because: string; lines?: undefined };

/** What a text is as a document: it is in UTF-8, in UTF-16 with a mark at its beginning, or else in Latin-1. */
export function asDocument(bytes: Uint8Array): AsDocument {
  const lines = textOf(bytes).split(/\r\n|\r|\n/);
  const at = lines.findIndex((line) => forbidden.test(line));
  if (at >= 0) return { because: `line ${at + 1} has ${named(forbidden.exec(lines[at] ?? '')?.[0] ?? '')}` };
  return isTooLong(lines) ? { because: 'it has more than 2 MiB as a document' } : { lines };
}

/** Why a file whose name is that of a text is no document; undefined for one that may be a document, and for other files. */
export function whyNoDocument(name: string, bytes: Uint8Array): string | undefined {
  if (!isTextName(name)) return undefined;
  return bytes.length > maxTextBytes ? 'it is larger than 1 MiB' : asDocument(bytes).because;
}

const named = (character: string): string =>
  character === '\0'
    ? 'a NUL, so it is no text in UTF-8'
    : `the character ${character}, which no document may have`;

function textOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('iso-8859-1').decode(bytes);
  }
}
