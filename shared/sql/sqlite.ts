import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { openStore } from '../state/store.ts';
import type { Database, Queries, Value } from './database.ts';

/**
 * An SQLite database inside the process, in the file of a URL `sqlite:FILE`, or in memory for `sqlite::memory:`; a path alone will
 * do. Committed writes survive a killed process. Statements run one after the other, and wait for an open transaction.
 */
export function sqliteDatabase(url: string): Database {
  const file = url.replace(/^sqlite:/, '');
  const store = openStore<Connection>(
    {
      name: 'SQLite',
      open: async () => connect(file),
      close: async ({ database }) => database.close(),
      ping: async ({ queries }) => queries.first('select 1'),
      isOutage: (error) =>
        error instanceof Error && 'errcode' in error && outage.has(Number(error.errcode) & 0xff),
    },
    // Inside the process there is nothing to connect to.
    'lazy',
  );
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <Result>(work: (queries: Queries) => Promise<Result>): Promise<Result> =>
    store.use((connection) => {
      const mine = turn.then(() => work(connection.queries));
      turn = mine.catch(() => undefined);
      return mine;
    });

  return {
    all: (sql, values) => inTurn((queries) => queries.all(sql, values)),
    first: (sql, values) => inTurn((queries) => queries.first(sql, values)),
    run: (sql, values) => inTurn((queries) => queries.run(sql, values)),
    transaction: (work) =>
      inTurn(async (queries) => {
        // For writing from the start, so that nobody else writes between the reads and the writes of the transaction.
        await queries.run('begin immediate');
        try {
          const result = await work(queries);
          await queries.run('commit');
          return result;
        } catch (error) {
          await queries.run('rollback');
          throw error;
        }
      }),
    isHealthy: () => store.isHealthy(),
    close: () => store.close(),
  };
}

/** SQLite's codes for a database that is locked or read-only, and for a disk that fails or is full. */
const outage = new Set([5, 6, 8, 10, 13]);

interface Connection {
  database: DatabaseSync;
  queries: Queries;
}

function connect(file: string): Connection {
  const database = new DatabaseSync(file, { timeout: 3000 });
  database.exec('pragma journal_mode = wal; pragma synchronous = normal; pragma foreign_keys = on');
  const prepared = new Map<string, StatementSync>();
  const statement = (sql: string): StatementSync => {
    const known = prepared.get(sql) ?? database.prepare(sql);
    prepared.set(sql, known);
    return known;
  };
  const all = async <Row>(sql: string, values: Value[] = []): Promise<Row[]> =>
    statement(sql)
      .all(byName(values))
      .map((row) => ({ ...row }) as Row);
  return {
    database,
    queries: {
      all,
      first: async <Row>(sql: string, values?: Value[]) => (await all<Row>(sql, values))[0],
      run: async (sql, values = []) => Number(statement(sql).run(byName(values)).changes),
    },
  };
}

// To SQLite `$1` is a name.
const byName = (values: Value[]): Record<string, Value> =>
  Object.fromEntries(values.map((value, index) => [`$${index + 1}`, value]));
