import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe } from 'node:test';
import pg from 'pg';
import type { Database } from '#shared/sql/database';
import { postgresDatabase } from '#shared/sql/postgres';
import { sqliteDatabase } from '#shared/sql/sqlite';

const { POSTGRES_URL } = process.env;

/** Runs statements as the superuser of the PostgreSQL that the environment names. */
export async function asAdmin(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: `${POSTGRES_URL}/postgres` });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** An empty PostgreSQL database that only the test has, and what removes it. */
export async function ownDatabase(): Promise<{ url: string; remove(): Promise<void> }> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await asAdmin(`create database ${name}`);
  return { url: `${POSTGRES_URL}/${name}`, remove: () => asAdmin(`drop database ${name} with (force)`) };
}

/** Describes what every driver of SQL does: the body runs once for each, with a function that gives the empty database. */
export function describeDatabases(name: string, body: (database: () => Database) => void): void {
  describe(`${name}: SQLite in a file`, () => {
    const folder = mkdtempSync(join(tmpdir(), 'diptych-sql-'));
    const database = sqliteDatabase(join(folder, 'test.db'));
    after(async () => {
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    });
    body(() => database);
  });
  describe(`${name}: PostgreSQL`, { skip: !POSTGRES_URL && 'needs PostgreSQL: npm test -- state' }, () => {
    let own: Awaited<ReturnType<typeof ownDatabase>>;
    let database: Database;
    before(async () => {
      own = await ownDatabase();
      database = postgresDatabase(own.url);
    });
    after(async () => {
      await database.close();
      await own.remove();
    });
    body(() => database);
  });
}
