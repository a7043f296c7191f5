import { readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { conflict } from '#shared/errors';
import { codeOf } from '#shared/state/files/disk-errors';
import { makeFolder, sweptFiles } from './compile-folder.ts';
import { cachedDownload } from './downloads.ts';
import { isExtraneous } from './extraneous.ts';
import type { CompileRequest, Resource } from './request.ts';
import type { Workspace } from './workspace.ts';

const statePrefix = 'stateHash:';

/**
 * Brings a compile folder to the state of the request and returns the paths of the project's files. Incremental: only what has changed
 * is sent. Throws `conflict` when the folder is not in the state on which the change builds; the caller then sends all.
 */
export async function sync(at: Workspace, { options, resources }: CompileRequest): Promise<string[]> {
  const present = await sweptFiles(at.folder);
  const state = options.syncState ?? undefined;
  const isIncremental = options.syncType === 'incremental';
  const paths = isIncremental ? await knownPaths(at, present, state) : resources.map(({ path }) => path);
  if (!isIncremental) await keepState(at, paths, state);
  const wanted = new Set(paths);
  for (const path of present) if (isExtraneous(path, wanted)) await remove(join(at.folder, path));
  for (const resource of resources) await write(at, resource);
  return paths;
}

async function knownPaths(at: Workspace, present: string[], state: string | undefined): Promise<string[]> {
  const lines = (await readFile(at.stateFile, 'utf8').catch(emptyIfMissing)).split('\n');
  if (state === undefined || lines.pop() !== statePrefix + state)
    throw conflict('invalid state for incremental update');
  const there = new Set(present);
  if (!lines.every((path) => there.has(path))) throw conflict('resource files missing in incremental update');
  return lines;
}

const emptyIfMissing = (error: unknown): string => {
  if (codeOf(error) === 'ENOENT') return '';
  throw error;
};

async function keepState(at: Workspace, paths: string[], state: string | undefined): Promise<void> {
  if (state === undefined) await remove(at.stateFile);
  else await writeFile(at.stateFile, [...paths, statePrefix + state].join('\n'));
}

async function write({ folder, cache }: Workspace, resource: Resource): Promise<void> {
  const path = join(folder, resource.path);
  await makeFolder(dirname(path));
  // A compile may have left a folder there.
  await remove(path);
  if ('url' in resource) await cachedDownload(cache, resource, path);
  else await writeFile(path, resource.content);
}

const remove = (path: string): Promise<void> => rm(path, { recursive: true, force: true });
