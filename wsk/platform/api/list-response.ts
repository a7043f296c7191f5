import type { RequestContext } from '../context.ts';
import { flag, integer } from '../server/query.ts';
import { json, type PlatformResponse } from '../server/response.ts';

/** The response to a list request, with the query parameters limit (0 means 200), skip and count. */
export function listResponse<T>(
  context: RequestContext,
  collection: string,
  all: T[],
  show: (one: T) => unknown,
): PlatformResponse {
  const limit = integer(context.query, 'limit', 30, 0, 200) || 200;
  const skip = integer(context.query, 'skip', 0, 0, Number.MAX_SAFE_INTEGER);
  if (flag(context.query, 'count', false)) return json({ [collection]: Math.max(0, all.length - skip) });
  return json(all.slice(skip, skip + limit).map(show));
}
