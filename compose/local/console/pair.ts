import { spawnSync } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { App } from '#shared/app/define-app';
import { keptMigrations, type Migration } from '#shared/ledger/migrations';
import type { File, Pair } from '#shared/ui/pair/types';

const root = join(import.meta.dirname, '..', '..', '..');

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
