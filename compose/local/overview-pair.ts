import { spawnSync } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { App } from '#shared/app/define-app';
import { keptMigrations, type Migration } from '#shared/ledger/migrations';

const root = join(import.meta.dirname, '..', '..');

/** A file of a service: its path in the repository, and its text. */
export interface File {
  path: string;
  text: string;
}

/** The two forms of a service, to be read side by side. */
export interface Pair {
  title: string;
  /** The names of all services of the application. */
  services: string[];
  microservice?: File;
  /** The entry of the action, or of the process where the service stays one. */
  serverless?: File;
  /** Further actions and processes, and other ways to do the same. */
  others: File[];
  /** The commit that has migrated the service, with its changes where the history is here; absent when no commit did only that. */
  migration?: Migration & { changes?: string };
}

/** What is to be read of a service; undefined for a name that is none. */
export async function pairOf({ name: app, title, services }: App, name: string): Promise<Pair | undefined> {
  if (!Object.hasOwn(services, name)) return undefined;
  const folder = `apps/${app}/${name}`;
  const names = await readdir(join(root, folder));
  const variants = names.includes('variants') ? await readdir(join(root, folder, 'variants')) : [];
  const read = async (file: string): Promise<File> => {
    const path = `${folder}/${file}`;
    return { path, text: await readFile(join(root, path), 'utf8') };
  };
  const entry = async (file: string): Promise<File | undefined> =>
    names.includes(file) ? read(file) : undefined;
  const [microservice, serverless] = [await entry('microservice.ts'), await entry('serverless.ts')];
  const further = names.filter((file) => /\.(action|process)\.ts$/.test(file)).sort();
  const others = await Promise.all(
    [...further, ...variants.sort().map((file) => `variants/${file}`)].map(read),
  );
  const migration = keptMigrations(root, app)[name];
  return {
    title: `${name} of ${title}`,
    services: Object.keys(services),
    ...(microservice !== undefined && { microservice }),
    ...(serverless !== undefined && { serverless }),
    others,
    ...(migration !== undefined && { migration: { ...migration, ...changesOf(migration, app) } }),
  };
}

/** What a commit has changed in an application, as git shows it; nothing in a copy without the history. */
function changesOf({ hash }: Migration, app: string): { changes?: string } {
  const { status, stdout } = spawnSync('git', ['show', '--format=', hash, '--', `apps/${app}/*.ts`], {
    cwd: root,
    encoding: 'utf8',
  });
  return status === 0 && stdout !== '' ? { changes: stdout } : {};
}
