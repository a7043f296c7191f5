import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { blameSystem, parseJson } from '../parse.ts';

/** The commit that has added the serverless form of one service, and of no other. */
export interface Migration {
  hash: string;
  title: string;
  /** Lines that git counts as added and removed in the TypeScript files of the application; its tests are in `test/`. */
  added: number;
  removed: number;
}

/** The migrations of an application by service; a service without a commit of its own is not in it. */
export type Migrations = Readonly<Record<string, Migration>>;

const schema = z.record(
  z.string(),
  z.object({ hash: z.string(), title: z.string(), added: z.number(), removed: z.number() }),
);

/** The file in which the migrations of an application are kept, for copies of the repository without its history. */
export const migrationsFile = (app: string): string => `apps/${app}/migrations.json`;

/** The migrations that are kept for an application below `root`; none when the file is missing. */
export function keptMigrations(root: string, app: string): Migrations {
  const file = join(root, migrationsFile(app));
  if (!existsSync(file)) return {};
  return parseJson(schema, readFileSync(file, 'utf8'), migrationsFile(app), blameSystem);
}

/** The text of the file that keeps the migrations of an application. */
export const textOf = (migrations: Migrations): string => `${JSON.stringify(migrations, null, 2)}\n`;
