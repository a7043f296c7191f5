import { posix } from 'node:path';

/** A box on a page; lengths in big points, from the upper left corner of the page. */
export interface Box {
  page: number;
  h: number;
  v: number;
  width: number;
  height: number;
}

/** A place in the code; a column of -1 is unknown. */
export interface CodePlace {
  file: string;
  line: number;
  column: number;
}

/** The blocks of an answer of synctex, each as its names and values. */
const blocks = (output: string): Map<string, string>[] =>
  (output.split('SyncTeX result begin')[1] ?? '')
    .split(/^Output:.*$/m)
    .slice(1)
    .map(
      (block) =>
        new Map([...block.matchAll(/^(\w+):(.*)$/gm)].map(([, name = '', value = '']) => [name, value])),
    );

const rounded = (text: string | undefined): number => Math.round(Number(text) * 100) / 100;

/** Reads the boxes in the output of `synctex view`. */
export const readBoxes = (output: string): Box[] =>
  blocks(output).map((block) => ({
    page: Number(block.get('Page')),
    h: rounded(block.get('h')),
    v: rounded(block.get('v')),
    width: rounded(block.get('W')),
    height: rounded(block.get('H')),
  }));

/** Reads the places in the output of `synctex edit`; `seenAs` is the compile folder there, and those in other files are left out. */
export const readCode = (output: string, seenAs: string): CodePlace[] =>
  blocks(output).flatMap((block) => {
    const name = block.get('Input') ?? '';
    if (!name.startsWith(`${seenAs}/`)) return [];
    const file = `./${posix.normalize(name.slice(seenAs.length + 1))}`;
    return [{ file, line: Number(block.get('Line')), column: Number(block.get('Column')) }];
  });
