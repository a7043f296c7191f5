import { setTimeout } from 'node:timers/promises';
import * as z from 'zod';
import { isTransient, notFound } from '#shared/errors';
import { type CallOptions, call, failure, type HttpResponse, readResponse } from '#shared/http/client';
import { config } from './config.ts';
import type { Doc, Place } from './doc.ts';
import { rangesSchema } from './ranges.ts';

const answeredDoc = z.object({
  lines: z.array(z.string()),
  version: z.int(),
  pathname: z.string(),
  ranges: rangesSchema.nullish().transform((ranges) => ranges ?? {}),
  projectHistoryId: z.number().nullish(),
  projectHistoryType: z.string().nullish(),
});

const waitMs = 10;
const authorization = `Basic ${Buffer.from(`sharelatex:${config.WEB_API_PASSWORD}`).toString('base64')}`;

/** Asks web about a document, twice when it fails. Throws `not-found`, and otherwise as `failure`. */
async function askWeb({ project, doc }: Place, options: CallOptions, isLast = false): Promise<HttpResponse> {
  const headers = { authorization };
  const answer = await call(`${config.WEB_URL}/project/${project}/doc/${doc}`, { ...options, headers }).catch(
    (error: unknown) => {
      if (isLast || !isTransient(error)) throw error;
      return undefined;
    },
  );
  if (answer?.status === 200 || answer?.status === 204) return answer;
  if (answer?.status === 404) throw notFound(`there is no document ${doc} in the project ${project}`);
  if (answer !== undefined && (isLast || answer.status < 500)) throw failure('web', answer);
  await setTimeout(waitMs);
  return askWeb({ project, doc }, options, true);
}

/** A document as web has it. */
export async function fetchDoc(place: Place): Promise<Doc> {
  const answer = await askWeb(place, {});
  const {
    projectHistoryId = null,
    projectHistoryType,
    ...content
  } = readResponse(answeredDoc, answer, 'the document');
  return {
    ...place,
    ...content,
    projectHistoryId,
    projectHistoryType: projectHistoryType ?? '',
    lastUpdatedAt: null,
    lastUpdatedBy: null,
    unflushedSince: null,
  };
}

/** Hands a document over to web, which stores it. */
export async function saveDoc(doc: Doc): Promise<void> {
  const { lines, ranges, version, lastUpdatedAt, lastUpdatedBy } = doc;
  const json = { lines, ranges, version, lastUpdatedAt, lastUpdatedBy };
  await askWeb(doc, { method: 'POST', json });
}
