import { createPool, type Pool } from 'mysql2/promise';
import { isNetworkError, openStore, type Store } from './store.ts';

/** A MySQL or MariaDB database at a URL such as `mysql://user:password@127.0.0.1:3306/cities`. */
export const openMysql = (url: string): Store<Pool> =>
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
    isOutage: (error) =>
      isNetworkError(error) ||
      (error instanceof Error &&
        'code' in error &&
        ['PROTOCOL_CONNECTION_LOST', 'ER_SERVER_SHUTDOWN'].includes(String(error.code))),
  });
