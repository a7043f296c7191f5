import pLimit from 'p-limit';
import { messageOf } from '#shared/errors';
import { log } from '#shared/observe/log';
import type { Place } from './doc.ts';
import { tokenLists } from './keys.ts';
import { type Command, tryWithLock } from './lock.ts';
import { pendingOf, processPending } from './pending.ts';
import { redis } from './redis.ts';
import { placeOf } from './token.ts';

/** The work tokens of a list that one sweep reads; the next one reads the rest. */
const tokensAtOnce = 1000;
const docsAtOnce = 10;

/**
 * Applies what was pushed and what no invocation has applied, and takes the work tokens from their lists, where nobody waits for them.
 * Answers the number of documents. A document that fails keeps its token.
 */
export async function sweepTokens(): Promise<number> {
  const done = await Promise.all(
    tokenLists.map((list) => tryWithLock(list, (lock) => sweepList(list, lock.commit))),
  );
  return done.reduce((sum, each) => sum + (each?.result ?? 0), 0);
}

/** Only the holder of the lock of a list takes tokens from its beginning; others add to its end. */
async function sweepList(list: string, commit: (commands: Command[]) => Promise<unknown>): Promise<number> {
  const tokens = await redis.use((client) => client.lrange(list, 0, tokensAtOnce - 1));
  if (tokens.length === 0) return 0;
  const limit = pLimit(docsAtOnce);
  const swept = await Promise.all([...new Set(tokens)].map((token) => limit(() => sweep(token))));
  const again = swept.flatMap(({ token, isDone }) => (isDone ? [] : [token]));
  await commit([
    ['LTRIM', list, tokens.length, -1],
    ...again.map((token): Command => ['RPUSH', list, token]),
  ]);
  return swept.filter(({ wasPending }) => wasPending).length;
}

interface Swept {
  token: string;
  wasPending: boolean;
  isDone: boolean;
}

async function sweep(token: string): Promise<Swept> {
  const place: Place | undefined = placeOf(token);
  if (place === undefined) {
    log.warn({ token }, 'a work token is not PROJECT:DOCUMENT, and is ignored');
    return { token, wasPending: false, isDone: true };
  }
  try {
    const wasPending = (await pendingOf(place)) > 0;
    if (wasPending) await processPending(place);
    return { token, wasPending, isDone: true };
  } catch (error) {
    log.warn({ cause: messageOf(error), ...place }, 'updates stay pending until the next sweep');
    return { token, wasPending: true, isDone: false };
  }
}
