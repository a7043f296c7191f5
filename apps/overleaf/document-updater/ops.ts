import { HttpError } from '#shared/http/errors';
import { blameSystem, parseJson } from '#shared/parse';
import type { Doc } from './doc.ts';
import { docKeys } from './keys.ts';
import { redis } from './redis.ts';
import { type AppliedUpdate, appliedSchema } from './update.ts';

/** The updates of a document from a version on. Throws 422 for a version from which on they are not kept any more. */
export async function opsSince({ doc, version }: Doc, from: number): Promise<AppliedUpdate[]> {
  if (from >= version) return [];
  const texts = await redis.use((client) => client.lrange(docKeys.ops(doc), from - version, -1));
  if (texts.length < version - from)
    throw new HttpError(422, `doc ops range is not loaded in redis: from ${from} to ${version}`);
  return texts.map((text) => parseJson(appliedSchema, text, `an update of ${doc}`, blameSystem));
}
