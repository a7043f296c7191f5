import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Migration, Migrations } from './migrations.ts';

/** Why the history of a repository cannot be read; undefined when it can. */
export function withoutHistory(root: string): string | undefined {
  if (!existsSync(join(root, '.git'))) return 'there is no .git';
  const { status, stdout } = git(root, 'rev-parse', '--is-shallow-repository');
  if (status !== 0) return 'git cannot read the repository';
  return stdout.trim() === 'true' ? 'the clone is shallow' : undefined;
}

/**
 * Finds the migrations of an application in the history: of each service the commit that has added `serverless.ts` to its folder, if it has
 * neither added that of another service nor the `microservice.ts` of this one.
 */
export function foundMigrations(root: string, app: string, services: readonly string[]): Migrations {
  const entries = ['microservice.ts', 'serverless.ts'].map((entry) => `apps/${app}/*/${entry}`);
  const log = git(
    root,
    'log',
    '--reverse',
    '--diff-filter=A',
    '--name-only',
    '--format=%x00%H%x09%s',
    '--',
    ...entries,
  );
  const found: Record<string, Migration> = {};
  for (const commit of log.stdout.split('\0').slice(1)) {
    const [head = '', ...paths] = commit.split('\n').filter((line) => line !== '');
    const [hash = '', title = ''] = head.split('\t');
    const added = (entry: string): string[] =>
      paths.filter((path) => path.endsWith(`/${entry}`)).map((path) => path.split('/')[2] ?? '');
    const [service = '', ...others] = added('serverless.ts');
    const isOwn = others.length === 0 && !added('microservice.ts').includes(service);
    if (services.includes(service) && isOwn) found[service] = { hash, title, ...linesOf(root, app, hash) };
  }
  return Object.fromEntries(
    services.flatMap((name) => (found[name] === undefined ? [] : [[name, found[name]]])),
  );
}

/** The lines that a commit adds to and removes from the TypeScript files of an application. */
function linesOf(root: string, app: string, hash: string): { added: number; removed: number } {
  const { stdout } = git(root, 'show', '--numstat', '--format=', hash, '--', `apps/${app}/*.ts`);
  const sum = { added: 0, removed: 0 };
  for (const [, added, removed] of stdout.matchAll(/^(\d+)\t(\d+)\t/gm)) {
    sum.added += Number(added);
    sum.removed += Number(removed);
  }
  return sum;
}

const git = (root: string, ...args: string[]) =>
  spawnSync('git', args, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 });
