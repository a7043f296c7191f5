import { posix } from 'node:path';
import * as z from 'zod';
import { parse } from '#shared/parse';
import { resourcePath } from './resource-path.ts';
import type { Sources } from './sources.ts';
import { type Box, type CodePlace, readBoxes, readCode } from './synctex-output.ts';
import { runTool } from './tool.ts';

const number = z
  .string('must be given')
  .regex(/^-?\d+(\.\d+)?$/, 'must be a number')
  .transform(Number);
const whole = number.refine(Number.isInteger, 'must be a whole number');

const codePlace = z.object({ file: resourcePath, line: whole, column: whole.default(0) });
const pdfPlace = z.object({ page: whole, h: number, v: number });

/** Finds the boxes that a line of code has made. `query` has `file`, `line` and `column`. Throws `invalid`. */
export async function boxesOf(query: unknown, synctex: Buffer, sources: Sources): Promise<Box[]> {
  const { file, line, column } = parse(codePlace, query, 'the place in the code');
  for (const name of namesOf(file, sources)) {
    const boxes = readBoxes(
      await ask(['view', '-i', `${line}:${column}:${name}`, '-o', 'output.pdf'], synctex),
    );
    if (boxes.length > 0) return boxes;
  }
  return [];
}

/** Finds the code that is behind a point of a page. `query` has `page`, `h` and `v`. Throws `invalid`. */
export async function codeAt(query: unknown, synctex: Buffer, sources: Sources): Promise<CodePlace[]> {
  const { page, h, v } = parse(pdfPlace, query, 'the place in the PDF');
  return readCode(await ask(['edit', '-o', `${page}:${h}:${v}:output.pdf`], synctex), sources.seenAs);
}

/** The program asks for a PDF to be there, and does not read it. */
const ask = (args: string[], synctex: Buffer): Promise<string> =>
  runTool({ argv: ['synctex', ...args], files: { 'output.synctex.gz': synctex, 'output.pdf': '' } });

/** TeX names a file from the folder in which it runs, with `./` or not. */
function namesOf(file: string, { seenAs, folder }: Sources): string[] {
  const from = posix.join(seenAs, folder);
  return [`${from}/./${posix.relative(folder, file)}`, posix.join(seenAs, file)];
}
