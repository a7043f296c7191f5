import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { invalid, unavailable } from '#shared/errors';
import type { Part } from '#shared/observe/health';
import { aspellEnvironment } from './child.ts';

let listing: Promise<Set<string>> | undefined;

/** The names of the dictionaries of this machine, for example `en_GB`. They are asked for once. */
function languages(): Promise<Set<string>> {
  listing ??= promisify(execFile)('aspell', ['dicts'], { env: aspellEnvironment }).then(
    ({ stdout }) => new Set(stdout.split('\n').filter((name) => name !== '')),
    (error: unknown) => {
      listing = undefined;
      throw unavailable('aspell cannot be started: install the packages aspell and aspell-en', error);
    },
  );
  return listing;
}

/** Throws `invalid` for a language without a dictionary. */
export async function checkLanguage(language: string): Promise<void> {
  if ((await languages()).has(language)) return;
  throw invalid(`language: there is no dictionary for ${JSON.stringify(language)}; install one of aspell`);
}

/** Healthy when there is a dictionary for English. */
export const aspell: Part = {
  isHealthy: () =>
    checkLanguage('en').then(
      () => true,
      () => false,
    ),
};
