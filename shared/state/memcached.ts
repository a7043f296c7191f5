import { Client } from 'memjs';
import { isNetworkError, openStore, type Store } from './store.ts';

/** A memcached server, each key with a prefix of the user's own. Texts only; a key has at most 250 bytes. */
export interface Memcached {
  get(key: string): Promise<string | undefined>;
  /** The values that are there, by their keys. */
  getAll(keys: string[]): Promise<Map<string, string>>;
  /** Kept until memory is short. */
  set(key: string, value: string): Promise<void>;
  delete(key: string): Promise<void>;
  ping(): Promise<void>;
  close(): void;
}

/** Memcached at a URL such as `memcached://127.0.0.1:11211/posts`; the path is the prefix of all keys. */
export const openMemcached = (url: string): Store<Memcached> =>
  openStore<Memcached>({
    name: 'Memcached',
    open: async () => connect(url),
    close: async (client) => client.close(),
    ping: (client) => client.ping(),
    isOutage: (error) =>
      isNetworkError(error) || (error instanceof Error && /^No servers/.test(error.message)),
  });

function connect(url: string): Memcached {
  const { host, pathname } = new URL(url.replace(/^memcached:/, 'http:'));
  const client = Client.create(host, {
    timeout: 1,
    conntimeout: 1,
    retries: 1,
    failoverTime: 1,
    keepAlive: true,
  });
  const prefix = pathname.length > 1 ? `${pathname.slice(1)}:` : '';
  const named = (key: string): string => {
    // Blanks and control characters would end the key, and much longer ones are refused.
    const plain = /^[\x21-\x7e]{1,150}$/.test(key);
    return prefix + (plain ? key : `b64:${Buffer.from(key).toString('base64url').slice(0, 200)}`);
  };
  const get = async (key: string): Promise<string | undefined> => {
    const { value } = await client.get(named(key));
    return value?.toString();
  };
  return {
    get,
    async getAll(keys) {
      const values = await Promise.all(keys.map(get));
      return new Map(
        keys.flatMap((key, index) => (values[index] === undefined ? [] : [[key, values[index]]])),
      );
    },
    async set(key, value) {
      await client.set(named(key), value, { expires: 0 });
    },
    async delete(key) {
      await client.delete(named(key));
    },
    async ping() {
      await client.get(`${prefix}ping`);
    },
    close: () => client.close(),
  };
}
