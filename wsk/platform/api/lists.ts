import type { Call } from '../context.ts';
import { type Answer, json } from '../server/http.ts';
import { flag, integer } from '../server/query.ts';

/** Answers a list: limit (0 means 200), skip, count. */
export function listed<T>(call: Call, collection: string, all: T[], show: (one: T) => unknown): Answer {
  const limit = integer(call.query, 'limit', 30, 0, 200) || 200;
  const skip = integer(call.query, 'skip', 0, 0, Number.MAX_SAFE_INTEGER);
  if (flag(call.query, 'count', false)) return json({ [collection]: Math.max(0, all.length - skip) });
  return json(all.slice(skip, skip + limit).map(show));
}
