import { randomBytes } from 'node:crypto';
import type { Outputs } from './outputs.ts';

/** A build is kept for an hour. */
const keptMs = 3_600_000;

/** The id of a new build: the time in milliseconds and a random number, both in hexadecimal digits. */
export const newBuild = (now = Date.now()): string => `${now.toString(16)}-${randomBytes(8).toString('hex')}`;

/** Whether a text can be the id of a build. */
export const isBuild = (text: string): boolean => /^[0-9a-f]+-[0-9a-f]{16}$/.test(text);

/** The time at which a build was made. */
export const timeOf = (build: string): number => Number.parseInt(build, 16);

/** The builds to remove of a list, the newest last: all but the newest and the `others` before it that are not too old. */
export const oldBuilds = (builds: string[], others: number, now: number): string[] =>
  builds.filter(
    (build, index) =>
      index < builds.length - 1 - others || (index < builds.length - 1 && timeOf(build) < now - keptMs),
  );

/** Removes old builds of a place. A user may have fewer of them, as in the original. */
export async function removeOld(outputs: Outputs, key: string, isOfUser: boolean): Promise<void> {
  const old = oldBuilds(await outputs.builds(key), isOfUser ? 1 : 2, Date.now());
  for (const build of old) await outputs.remove(key, build);
}
