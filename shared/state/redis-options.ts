import type { RedisOptions } from 'ioredis';

/** Milliseconds between two attempts to reach Redis. */
const retryAtMostMs = 500;

/** How every connection to Redis is made, and made again after it broke. */
export const redisOptions = {
  connectTimeout: 2000,
  retryStrategy: (times: number) => Math.min(50 * times, retryAtMostMs),
  // A Redis that has just begun to load its data may estimate that this takes hours, and be ready a moment later.
  maxLoadingRetryTime: retryAtMostMs,
} satisfies Partial<RedisOptions>;
