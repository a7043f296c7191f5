import { Redis } from 'ioredis';
import { log } from '../observe/log.ts';
import { redisOptions } from './redis-options.ts';
import { isNetworkError, openStore, type Store } from './store.ts';

/** Redis at a URL such as `redis://127.0.0.1:6379/0`. */
export const openRedis = (url: string): Store<Redis> =>
  openStore<Redis>({
    name: 'Redis',
    open: async () => {
      const client = new Redis(url, { ...redisOptions, maxRetriesPerRequest: 1 });
      client.on('error', (error) => log.debug({ cause: error.message }, 'Redis connection'));
      return client;
    },
    close: async (client) => client.disconnect(),
    ping: (client) => client.ping(),
    probe: (client) => client.set('health', '1', 'EX', 60),
    // By its text, because a minified bundle has another name for the error's class.
    isOutage: (error) =>
      isNetworkError(error) ||
      repliesOf(error).some((reply) => outage.test(reply)) ||
      (error instanceof Error &&
        (/^Reached the max retries per request/.test(error.message) ||
          error.message === 'Connection is closed.')),
    isDemoted: (error) => repliesOf(error).some((reply) => demoted.test(reply)),
  });

// The code begins a reply; in the reply about a script of Redis 6 it follows a dash.
const outage = /(^|\s-)(LOADING|OOM|CLUSTERDOWN|MISCONF|NOREPLICAS|TRYAGAIN|BUSY)\s/;
const demoted = /(^|\s-)(READONLY|MASTERDOWN)\s/;

/** The texts of an error reply, and of those that made Redis discard a transaction. */
function repliesOf(error: unknown): string[] {
  if (!(error instanceof Error)) return [];
  const causes = 'previousErrors' in error && Array.isArray(error.previousErrors) ? error.previousErrors : [];
  return [error.message, ...causes.flatMap(repliesOf)];
}
