import { messageOf, unavailable } from '#shared/errors';
import { log } from '#shared/observe/log';
import { type HeldLock, tryLock, untilFree } from '#shared/state/lock';
import { docKeys } from './keys.ts';
import { redis } from './redis.ts';

/** A command of Redis. */
export type Command = [name: string, ...args: (string | number)[]];

/** The lock of a document, which its holder has. */
export interface Lock {
  /** Runs all commands and answers their replies. Throws `unavailable`, and runs none, when the lock has ended meanwhile. */
  commit(commands: Command[]): Promise<unknown[]>;
  /** Has something done when the lock is free again, such as a call to a service that needs the lock itself. */
  afterwards(work: () => Promise<unknown>): void;
}

/** What was done under a lock. */
export interface Done<Result> {
  result: Result;
  /** The number of updates that were pending when the lock became free. */
  pending: number;
}

/** Short, so that others can go on soon when a holder dies; a holder that lives renews it. */
const lockSeconds = 5;
const renewEveryMs = 2000;

const runAll = `
local replies = {}
local at = 2
while at <= #ARGV do
  local length = tonumber(ARGV[at])
  replies[#replies + 1] = redis.call(unpack(ARGV, at + 1, at + length))
  at = at + length + 1
end
return replies`;

const renew = "return redis.call('EXPIRE', KEYS[1], ARGV[2])";

const releaseIfHeld = `
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
return redis.call('LLEN', KEYS[2])`;

/** Does `work` while it has the lock of a document, by its id, or of a list. Undefined, at once, when somebody else has it. */
export async function tryWithLock<Result>(
  doc: string,
  work: (lock: Lock) => Promise<Result>,
): Promise<Done<Result> | undefined> {
  const held = await tryLock(redis, docKeys.lock(doc), lockSeconds);
  if (held === undefined) return undefined;
  const later: (() => Promise<unknown>)[] = [];
  const lock: Lock = {
    async commit(commands) {
      const args = commands.flatMap((command) => [command.length, ...command]);
      const replies = await held.ifHeld(runAll, [], args);
      if (!Array.isArray(replies))
        throw unavailable(`the lock of the document ${doc} has timed out; try again`);
      return replies;
    },
    afterwards: (each) => void later.push(each),
  };
  const renewal = setInterval(() => {
    held.ifHeld(renew, [], [lockSeconds]).catch(logged);
  }, renewEveryMs);
  let result: Result;
  let pending = 0;
  try {
    result = await work(lock);
  } finally {
    clearInterval(renewal);
    pending = await release(doc, held);
    await Promise.all(later.map((each) => each().catch(logged)));
  }
  return { result, pending };
}

const logged = (error: unknown): void => log.warn({ cause: messageOf(error) }, 'left for later');

/** The number of updates that are pending. A lock that cannot be released ends by itself. */
const release = (doc: string, { key, value }: HeldLock): Promise<number> =>
  redis
    .use((client) => client.eval(releaseIfHeld, 2, key, docKeys.pending(doc), value))
    .then(Number, (error: unknown) => {
      logged(error);
      return 0;
    });

/** Does `work` when it has the lock of a document, for which it waits. Throws `unavailable` after ten seconds. */
export const withLock = <Result>(doc: string, work: (lock: Lock) => Promise<Result>): Promise<Done<Result>> =>
  untilFree(
    () => tryWithLock(doc, work),
    () => `the document ${doc} has been busy for 10 s; try again`,
  );
