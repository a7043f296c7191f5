import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { apps } from '#apps/apps';
import { withMadePart } from '#shared/document/made-part';
import { foundMigrations, withoutHistory } from '#shared/ledger/history';
import { appMarkdown, overviewMarkdown } from '#shared/ledger/markdown';
import { keptMigrations, type Migrations, migrationsFile, textOf } from '#shared/ledger/migrations';
import { reports } from './reports.ts';

const root = join(import.meta.dirname, '..', '..');
const part = { name: 'ledger', command: 'npm run ledger -- --write' };

/** The files that the ledger makes or has a part in, and why the history was not read, if it was not. */
export interface MadeFiles {
  texts: Map<string, string>;
  notVerified: string | undefined;
}

/** The texts of all files, by their paths below the root of the repository. Without its history, kept migrations are taken as they are. */
export async function makeFiles(): Promise<MadeFiles> {
  const { migrations, notVerified } = findMigrations();
  const all = await reports(
    root,
    Object.keys(apps),
    (app) => migrations.get(app) ?? keptMigrations(root, app),
  );
  const document = (path: string, text: string): [string, string] => [
    path,
    withMadePart(path, readFileSync(join(root, path), 'utf8'), part, text),
  ];
  const texts = new Map([document('apps/README.md', overviewMarkdown(all))]);
  for (const report of all) {
    const kept = report.services.flatMap(({ name, migration }) =>
      migration === undefined ? [] : [[name, migration] as const],
    );
    texts.set(migrationsFile(report.name), textOf(Object.fromEntries(kept)));
    texts.set(...document(`apps/${report.name}/README.md`, appMarkdown(report)));
  }
  return { texts, notVerified };
}

/** The migrations of each application in the history; none when it has none, as a history that began with a copy of all files. */
function findMigrations(): { migrations: Map<string, Migrations>; notVerified: string | undefined } {
  const reason = withoutHistory(root);
  if (reason !== undefined) return { migrations: new Map(), notVerified: reason };
  const migrations = new Map(
    Object.values(apps).map(({ app }) => [
      app.name,
      foundMigrations(root, app.name, Object.keys(app.services)),
    ]),
  );
  const hasSome = [...migrations.values()].some((each) => Object.keys(each).length > 0);
  if (hasSome) return { migrations, notVerified: undefined };
  return { migrations: new Map(), notVerified: 'the history has no commit that migrates one service' };
}

/** Writes the files, and returns the paths of those that were not as they are made. */
export function writeFiles({ texts }: MadeFiles): string[] {
  const stale = staleFiles({ texts });
  for (const path of stale) writeFileSync(join(root, path), texts.get(path) ?? '');
  return stale;
}

/** The paths of the files that are not as they are made. */
export const staleFiles = ({ texts }: Pick<MadeFiles, 'texts'>): string[] =>
  [...texts].flatMap(([path, text]) => {
    const file = join(root, path);
    return existsSync(file) && readFileSync(file, 'utf8') === text ? [] : [path];
  });
