import { createPool, type Pool } from 'mysql2/promise';
import { isNetworkError, openStore, type Store } from './store.ts';

/**
 * A MySQL or MariaDB database at a URL such as `mysql://user:password@127.0.0.1:3306/cities`. `probe` is a statement that shows that
 * it can do what requests need: a write that changes nothing, unless they only read.
 */
export const openMysql = (url: string, probe = 'SELECT 1'): Store<Pool> =>
  openStore<Pool>({
    name: 'MySQL',
    open: async () =>
      createPool({
        uri: url,
        connectionLimit: 5,
        connectTimeout: 2000,
        enableKeepAlive: true,
        decimalNumbers: true,
      }),
    close: (pool) => pool.end(),
    ping: (pool) => pool.query('SELECT 1'),
    probe: (pool) => pool.query(probe),
    isOutage: (error) => isNetworkError(error) || outage.has(codeOf(error)),
    isDemoted: (error) => demoted.has(codeOf(error)),
  });

const outage = new Set([
  'PROTOCOL_CONNECTION_LOST',
  'ER_SERVER_SHUTDOWN',
  'ER_CON_COUNT_ERROR',
  'ER_TOO_MANY_USER_CONNECTIONS',
  'ER_DISK_FULL',
  'ER_RECORD_FILE_FULL',
]);
/** The server has been made read-only, as the old primary after a failover. */
const demoted = new Set([
  'ER_OPTION_PREVENTS_STATEMENT',
  'ER_READ_ONLY_MODE',
  'ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION',
]);
const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : '';
