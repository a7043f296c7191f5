import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import * as z from 'zod';
import { safeParseJson } from '#shared/parse';
import type { Asset } from '#shared/ui/build';
import type { KeptResult } from '#shared/ui/experiments/types';

/** What the list shows of a result; the whole is read by the command. */
const resultHead = z.object({
  experiment: z.enum(['one', 'two']),
  app: z.string(),
  task: z.string(),
  at: z.string(),
  commit: z.string().exactOptional(),
  note: z.string().exactOptional(),
});

const types: Record<string, string> = {
  '.json': 'application/json',
  '.html': 'text/html; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** The results in a folder, the newest first. */
export async function keptResults(folder: string): Promise<KeptResult[]> {
  const files = (await namesIn(folder)).filter((file) => file.endsWith('.json'));
  const found = await Promise.all(
    files.map(async (file): Promise<KeptResult[]> => {
      const head = safeParseJson(resultHead, await readFile(join(folder, file), 'utf8'));
      return head === undefined ? [] : [{ ...head, name: file.slice(0, -'.json'.length) }];
    }),
  );
  return found.flat().sort((a, b) => b.at.localeCompare(a.at));
}

/** The path of a file of a result. Undefined for a name that is none in the folder, also for one that leads out of it. */
export async function resultFile(folder: string, name: string): Promise<string | undefined> {
  const isThere = extname(name) in types && (await namesIn(folder)).includes(name);
  return isThere ? join(folder, name) : undefined;
}

/** A file of a result, to be shown. */
export async function readResultFile(folder: string, name: string): Promise<Asset | undefined> {
  const file = await resultFile(folder, name);
  return file === undefined ? undefined : { type: types[extname(name)] ?? '', body: await readFile(file) };
}

const namesIn = (folder: string): Promise<string[]> => readdir(folder).catch(() => []);
