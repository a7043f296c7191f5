import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { messageOf, unavailable } from '#shared/errors';
import { log } from '#shared/observe/log';
import { docKeys } from './keys.ts';
import { redis } from './redis.ts';

/** A command of Redis. */
export type Command = [name: string, ...args: (string | number)[]];

/** The lock of a document was held for so long that it has passed to somebody else. Nothing was written. */
export class LockLost extends Error {}

/** The lock of a document, which its holder has. */
export interface Lock {
  /** Runs all commands or, when the lock is lost, none of them; answers their replies. Throws `LockLost`. */
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
const waitAtMostMs = 10_000;

const commitIfHeld = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return false end
local replies = {}
local at = 2
while at <= #ARGV do
  local length = tonumber(ARGV[at])
  replies[#replies + 1] = redis.call(unpack(ARGV, at + 1, at + length))
  at = at + length + 1
end
return replies`;

const renewIfHeld = `
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('EXPIRE', KEYS[1], ARGV[2]) end`;

const releaseIfHeld = `
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
return redis.call('LLEN', KEYS[2])`;

/** Does `work` while it has the lock of a document, by its id, or of a list. Undefined, at once, when somebody else has it. */
export async function tryWithLock<Result>(
  doc: string,
  work: (lock: Lock) => Promise<Result>,
): Promise<Done<Result> | undefined> {
  const key = docKeys.lock(doc);
  const value = randomUUID();
  const isFree = await redis.use((client) => client.set(key, value, 'EX', lockSeconds, 'NX'));
  if (isFree === null) return undefined;
  const later: (() => Promise<unknown>)[] = [];
  const lock: Lock = {
    async commit(commands) {
      const args = commands.flatMap((command) => [command.length, ...command]);
      const replies = await redis.use((client) => client.eval(commitIfHeld, 1, key, value, ...args));
      if (!Array.isArray(replies)) throw new LockLost(`the lock of the document ${doc} has timed out`);
      return replies;
    },
    afterwards: (each) => void later.push(each),
  };
  const renewal = setInterval(() => {
    redis.use((client) => client.eval(renewIfHeld, 1, key, value, lockSeconds)).catch(logged);
  }, renewEveryMs);
  let result: Result;
  let pending = 0;
  try {
    result = await work(lock);
  } finally {
    clearInterval(renewal);
    pending = await release(doc, value);
    await Promise.all(later.map((each) => each().catch(logged)));
  }
  return { result, pending };
}

const logged = (error: unknown): void => log.warn({ cause: messageOf(error) }, 'left for later');

/** The number of updates that are pending. A lock that cannot be released ends by itself. */
const release = (doc: string, value: string): Promise<number> =>
  redis
    .use((client) => client.eval(releaseIfHeld, 2, docKeys.lock(doc), docKeys.pending(doc), value))
    .then(Number, (error: unknown) => {
      logged(error);
      return 0;
    });

/** Does `work` when it has the lock of a document, for which it waits. Throws `unavailable` after ten seconds. */
export async function withLock<Result>(
  doc: string,
  work: (lock: Lock) => Promise<Result>,
): Promise<Done<Result>> {
  const until = performance.now() + waitAtMostMs;
  for (let waitMs = 50; ; waitMs = Math.min(2 * waitMs, 1000)) {
    const done = await tryWithLock(doc, work);
    if (done !== undefined) return done;
    if (performance.now() + waitMs > until)
      throw unavailable(`the document ${doc} has been busy for 10 s; try again`);
    await setTimeout(waitMs);
  }
}
