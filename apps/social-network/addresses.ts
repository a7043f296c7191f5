import * as z from 'zod';

const database = (scheme: string, fallback: string) =>
  z
    .string()
    .refine((url) => url.startsWith(`${scheme}://`), `must be a ${scheme}:// URL`)
    .default(fallback);

/** A MongoDB database; the hosts of the original are the defaults. */
export const mongoUrl = (service: string, name = service) =>
  database('mongodb', `mongodb://${service}-mongodb:27017/${name}`);
export const redisUrl = (service: string) => database('redis', `redis://${service}-redis:6379`);
export const memcachedUrl = (service: string) =>
  database('memcached', `memcached://${service}-memcached:11211`);
/** A service that is called by Thrift, or its action (shared/actions/client.ts). */
export const rpcUrl = (service: string) =>
  z
    .string()
    .regex(/^(thrift|https?|http\+unix):\/\//, 'must be a thrift:// URL or the address of an action')
    .default(`thrift://${service}-service:9090`);
