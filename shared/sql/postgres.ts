import pg from 'pg';
import { deadlineExceeded } from '../errors.ts';
import { log } from '../observe/log.ts';
import { isNetworkError, openStore, storeDeadlineMs } from '../state/store.ts';
import type { Database, Queries, Value } from './database.ts';

/** Connections of a process or container; few, because there may be many containers. */
const connections = 4;
const wholeNumber = 20; // the type bigint, which the driver would give as text

/** A PostgreSQL database, which services may share, at a URL such as `postgresql://user:password@127.0.0.1:5432/lab_insurance`. */
export function postgresDatabase(url: string): Database {
  const store = openStore<pg.Pool>({
    name: 'PostgreSQL',
    open: async () => openPool(url),
    close: (pool) => pool.end(),
    ping: (pool) => pool.query('select 1'),
    async probe(pool) {
      const { rows } = await pool.query("select current_setting('transaction_read_only') as read_only");
      if (rows[0]?.read_only === 'on') throw new Error('this server of PostgreSQL takes no writes');
    },
    isOutage,
    isDemoted: (error) => codeOf(error) === readOnly,
  });
  const use = <Result>(work: (queries: Queries) => Promise<Result>): Promise<Result> =>
    store.use((pool) => work(queriesOn(pool)));
  return {
    all: (sql, values) => use((queries) => queries.all(sql, values)),
    first: (sql, values) => use((queries) => queries.first(sql, values)),
    run: (sql, values) => use((queries) => queries.run(sql, values)),
    transaction: (work) => store.use((pool) => inTransaction(pool, work)),
    isHealthy: () => store.isHealthy(),
    close: () => store.close(),
  };
}

function openPool(url: string): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: 2000,
    statement_timeout: storeDeadlineMs,
    keepAlive: true,
    allowExitOnIdle: true,
    types: {
      getTypeParser: (type, format) => (type === wholeNumber ? Number : pg.types.getTypeParser(type, format)),
    },
  });
  const lost = (error: Error): void => log.debug({ cause: error.message }, 'PostgreSQL connection');
  pool.on('error', lost);
  // Also while a transaction has the connection, whose statement then fails; nobody else would listen.
  pool.on('connect', (client) => client.on('error', lost));
  return pool;
}

async function inTransaction<Result>(
  pool: pg.Pool,
  work: (queries: Queries) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  let broken = false;
  try {
    await client.query('begin');
    const result = await work(queriesOn(client));
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => {
      broken = true;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

function queriesOn(client: pg.Pool | pg.PoolClient): Queries {
  const query = async (sql: string, values: Value[] = []) => {
    try {
      return await client.query(sql, values);
    } catch (error) {
      if (codeOf(error) === cancelled) throw deadlineExceeded('PostgreSQL did not answer in time', error);
      throw error;
    }
  };
  return {
    all: async <Row>(sql: string, values?: Value[]) => (await query(sql, values)).rows as Row[],
    first: async <Row>(sql: string, values?: Value[]) =>
      (await query(sql, values)).rows[0] as Row | undefined,
    run: async (sql, values) => (await query(sql, values)).rowCount ?? 0,
  };
}

const cancelled = '57014';
/** A write in a server that recovers, such as a standby. */
const readOnly = '25006';
const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : '';

/** The server is gone, starting, stopping or full: classes 08, 53 and 57 of PostgreSQL's error codes, and the driver's own words. */
const isOutage = (error: unknown): boolean =>
  isNetworkError(error) ||
  /^(08|53|57P)/.test(codeOf(error)) ||
  (error instanceof Error &&
    /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/.test(
      error.message,
    ));
