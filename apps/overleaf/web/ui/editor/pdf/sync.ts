import * as z from 'zod';
import { ask } from '../../parts/api.ts';
import { projectId } from '../project.ts';
import type { Box, Point } from './places.ts';

const box = z.object({
  page: z.number(),
  h: z.number(),
  v: z.number(),
  width: z.number(),
  height: z.number(),
});
const boxes = z.object({ pdf: z.array(box) });
const codes = z.object({ code: z.array(z.object({ file: z.string(), line: z.number() })) });

/** A place in a document of the project. */
export interface CodePlace {
  /** The path of the document, such as `chapters/one.tex`. */
  file: string;
  line: number;
  column: number;
}

/** The boxes that a place of the source has made in a build. */
export async function boxesOf({ file, line, column }: CodePlace, build: string): Promise<Box[]> {
  const query = new URLSearchParams({ file, line: String(line), column: String(column), buildId: build });
  const found = await ask(boxes, 'GET', `/project/${projectId}/sync/code?${query}`);
  if (found.pdf.length === 0) throw new Error('Nothing in the PDF comes from this line.');
  return found.pdf;
}

/** The place of the source from which a point of the PDF of a build comes. */
export async function codeAt({ page, h, v }: Point, build: string): Promise<Omit<CodePlace, 'column'>> {
  const query = new URLSearchParams({
    page: String(page),
    h: h.toFixed(2),
    v: v.toFixed(2),
    buildId: build,
  });
  const [first] = (await ask(codes, 'GET', `/project/${projectId}/sync/pdf?${query}`)).code;
  if (first === undefined) throw new Error('No line of the source belongs to this place.');
  return { file: first.file.replace(/^\.\//, ''), line: first.line };
}
