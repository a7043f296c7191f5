import { readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import * as z from 'zod';
import { blameSystem, parseJson } from '#shared/parse';
import { isMissing } from '#shared/state/files/disk-errors';
import { seenFrom } from './sandbox.ts';

/** The file of a build that holds its sources. It is hidden: nobody can fetch it. */
export const sourcesFile = '.sources.json.gz';

/** What a build is made of, for whoever asks about it when the compile folder is gone. */
const sourcesSchema = z.object({
  /** The compile folder as LaTeX has seen it. */
  seenAs: z.string(),
  /** The folder of the root file, in which LaTeX has run; all names in its output are relative to it. */
  folder: z.string(),
  /** The texts, by their paths in the project. */
  texts: z.record(z.string(), z.string()),
});
export type Sources = z.output<typeof sourcesSchema>;

const isText = (path: string): boolean => /\.(tex|ltx|Rtex|bbl|bib|sty|cls)$/.test(path);

/** The sources among the project's files in a compile folder. */
export async function sourcesIn(folder: string, paths: string[], root: string): Promise<Sources> {
  const texts: Record<string, string> = {};
  for (const path of paths.filter(isText)) {
    const text = await readFile(join(folder, path), 'utf8').catch(unlessMissing);
    if (text !== undefined) texts[path] = text;
  }
  return { seenAs: seenFrom(folder), folder: posix.dirname(root), texts };
}

/** A linked file may be one that could not be downloaded. */
const unlessMissing = (error: unknown): undefined => {
  if (!isMissing(error)) throw error;
};

/** Sources as they are kept. */
export const packed = (sources: Sources): Promise<Buffer> =>
  promisify(gzip)(JSON.stringify(sources), { level: 1 });

/** Sources from what is kept. */
export async function unpacked(content: Buffer): Promise<Sources> {
  const text = (await promisify(gunzip)(content)).toString();
  return parseJson(sourcesSchema, text, 'the sources of a build', blameSystem);
}
