import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { App } from '#shared/app/define-app';
import { keptMigrations, type Migration } from '#shared/ledger/migrations';
import type { File, Pair, ShownFile } from '#shared/ui/pair/types';
import { type FurtherFile, furtherFiles } from './further-files.ts';

const root = join(import.meta.dirname, '..', '..', '..');

/** What is to be read of a service; undefined for a name that is none. */
export async function pairOf(app: App, name: string): Promise<Omit<Pair, 'apps'> | undefined> {
  const spec = Object.hasOwn(app.services, name) ? app.services[name] : undefined;
  if (spec === undefined) return undefined;
  const read = async (file: string): Promise<File> => {
    const path = `apps/${app.name}/${name}/${file}`;
    return { path, text: await readFile(join(root, path), 'utf8') };
  };
  // A tree of `npm run export` has the files of one form only.
  const isThere = (file: string): boolean => existsSync(join(root, 'apps', app.name, name, file));
  const shown = async ({ name: file, why, base, isPart = false }: FurtherFile): Promise<ShownFile> => ({
    file: await read(file),
    why,
    ...(base !== undefined && isThere(base) && { base: await read(base), hasCounterpartsOnly: isPart }),
  });
  const others = furtherFiles(app, name).filter((each) => isThere(each.name));
  const migration = keptMigrations(root, app.name)[name];
  return {
    title: `${name} of ${app.title}`,
    summary: spec.summary,
    ...(spec.waitsOnPurpose !== undefined && { waitsOnPurpose: spec.waitsOnPurpose }),
    services: Object.keys(app.services),
    entry: await shown(entryOf(spec.staysProcess !== undefined, isThere)),
    others: await Promise.all(others.map(shown)),
    ...(migration !== undefined && { migration: { ...migration, ...changesOf(migration, app.name) } }),
  };
}

/** The entry of the serverless form, or the only one. */
function entryOf(isProcess: boolean, isThere: (file: string) => boolean): FurtherFile {
  const only = (name: string, why: string): FurtherFile => ({ name, why });
  if (!isThere('serverless.ts'))
    return only(
      'microservice.ts',
      'Every form here runs this process, so `microservice.ts` is its only entry.',
    );
  if (!isThere('microservice.ts'))
    return only(
      'serverless.ts',
      'This tree has the serverless form only, so nothing stands beside its entry.',
    );
  const why = isProcess
    ? 'A process in both forms: what differs is how it calls the other services, which are processes in one form and actions in the other.'
    : '`microservice.ts` starts a process, which waits for work; `serverless.ts` exports an action, which OpenWhisk starts when there is work.';
  return { name: 'serverless.ts', why, base: 'microservice.ts' };
}

/** What a commit has changed in an application, as git shows it; nothing in a copy without the history. */
function changesOf({ hash }: Migration, app: string): { changes?: string } {
  const { status, stdout } = spawnSync('git', ['show', '--format=', hash, '--', `apps/${app}/*.ts`], {
    cwd: root,
    encoding: 'utf8',
  });
  return status === 0 && stdout !== '' ? { changes: stdout } : {};
}
