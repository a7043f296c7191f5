import type { Redis } from 'ioredis';
import type { Store } from '#shared/state/store';

/** Milliseconds since 1970 of the first of January 2018, from which ids count. */
const epoch = 1_514_764_800_000;
const perMillisecond = 4096;

/** Makes unique ids of 63 bits: 11 of the machine, 40 of the time in milliseconds since 2018, 12 of a counter. */
export type UniqueIds = () => Promise<bigint>;

/**
 * A source of ids with a machine number of its own, leased from `redis` at the first use. Unlike the original it waits for the
 * next millisecond after 4096 ids and takes a clock that runs backwards for one that stands still.
 */
export function uniqueIds(redis: Store<Redis>, now: () => number = Date.now): UniqueIds {
  let machine: Promise<bigint> | undefined;
  let last = 0;
  let counter = 0;

  const lease = async (): Promise<bigint> =>
    BigInt((await redis.use((client) => client.incr('unique-id:machines'))) % 2048);

  return async () => {
    machine ??= lease().catch((error: unknown) => {
      machine = undefined;
      throw error;
    });
    const number = await machine;
    const time = Math.max(last, now() - epoch);
    counter = time === last ? counter + 1 : 0;
    last = counter < perMillisecond ? time : time + 1;
    if (counter === perMillisecond) counter = 0;
    return (number << 52n) | (BigInt.asUintN(40, BigInt(last)) << 12n) | BigInt(counter);
  };
}
