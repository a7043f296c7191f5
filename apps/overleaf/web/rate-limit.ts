import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import { HttpError } from '#shared/http/errors';
import { config } from './config.ts';
import { redis } from './db.ts';
import { userIn } from './who.ts';

/** How often something may be done in a window of time. */
export interface Limit {
  max: number;
  seconds: number;
  /** Counts each project of the path `:project` for itself. */
  perProject?: true;
}

/** Counts the tries of the last seconds as members of a sorted set, and adds one while there are fewer than the limit. */
const tryOnce = `
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', ARGV[1] - ARGV[2])
if redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[3]) then return 0 end
redis.call('ZADD', KEYS[1], ARGV[1], ARGV[4])
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return 1`;

const keyOf = (name: string, subject: string): string => `RateLimit:${name}:{${subject}}`;

/** Counts a try of `subject`, and says whether the limit allows it. */
export async function isWithin(name: string, subject: string, { max, seconds }: Limit): Promise<boolean> {
  if (config.DISABLE_RATE_LIMITS) return true;
  const args = [Date.now(), seconds * 1000, max, randomUUID()];
  return (await redis.use((client) => client.eval(tryOnce, 1, keyOf(name, subject), ...args))) === 1;
}

/** Forgets the tries of a subject. */
export const forgetTries = (name: string, subject: string): Promise<number> =>
  redis.use((client) => client.del(keyOf(name, subject)));

/** Refuses with 429 who asks too often; users are counted by their id, others by their address. */
export const limited =
  (name: string, limit: Limit): RequestHandler =>
  async (request, response, next) => {
    const who = userIn(response)?._id.toHexString() ?? request.ip ?? '';
    const subject = limit.perProject ? `${request.params.project}:${who}` : who;
    if (await isWithin(name, subject, limit)) return next();
    throw new HttpError(
      429,
      `Too many requests: at most ${limit.max} in ${limit.seconds} s; try again later`,
    );
  };
