import type { ObjectId } from 'mongodb';
import * as z from 'zod';
import { notFound } from '#shared/errors';
import { type CallOptions, call, failure, type HttpResponse, readResponse } from '#shared/http/client';
import { config } from './config.ts';
import type { Place } from './packs.ts';

const authorization = `Basic ${Buffer.from(`sharelatex:${config.WEB_API_PASSWORD}`).toString('base64')}`;

const details = z.object({ features: z.object({ versioning: z.boolean().nullish() }).nullish() });
const person = z.object({
  id: z.string(),
  email: z.string().nullish(),
  first_name: z.string().nullish(),
  last_name: z.string().nullish(),
});
const currentDoc = z.object({ lines: z.array(z.string()), version: z.int() });

/** A user as the history shows her. */
export type Person = z.output<typeof person>;

const askWeb = (path: string): Promise<HttpResponse> =>
  call(config.WEB_URL + path, { headers: { authorization } });

/** Whether the owner of a project may keep its history for good. Throws `not-found`. */
export async function hasVersioning(project: ObjectId): Promise<boolean> {
  const answer = await askWeb(`/project/${project}/details`);
  if (answer.status === 404) throw notFound(`there is no project ${project}`);
  if (answer.status !== 200) throw failure('web', answer);
  return readResponse(details, answer, 'the project').features?.versioning === true;
}

/** A user by her id; null for one that web does not know, and for nobody. */
export async function personOf(user: string | null | undefined): Promise<Person | null> {
  if (!/^[0-9a-f]{24}$/.test(user ?? '')) return null;
  const answer = await askWeb(`/user/${user}/personal_info`);
  if (answer.status === 404) return null;
  if (answer.status !== 200) throw failure('web', answer);
  return readResponse(person, answer, 'the user');
}

async function askUpdater({ project, doc }: Place, options: CallOptions = {}): Promise<HttpResponse> {
  const answer = await call(`${config.DOCUMENT_UPDATER_URL}/project/${project}/doc/${doc}`, options);
  if (answer.status === 404) throw notFound(`there is no document ${doc} in the project ${project}`);
  if (answer.status >= 300) throw failure('document-updater', answer);
  return answer;
}

/** The text of a document now, and the number of updates that it has seen. Throws `not-found`. */
export async function currentText(place: Place): Promise<{ text: string; version: number }> {
  const { lines, version } = readResponse(currentDoc, await askUpdater(place), 'the document');
  return { text: lines.join('\n'), version };
}

/** Replaces the text of a document, in the name of a user if one is known. */
export async function setText(place: Place, text: string, user: string | undefined): Promise<void> {
  const json = { lines: text.split('\n'), source: 'restore', user_id: user, undoing: true };
  await askUpdater(place, { method: 'POST', json });
}
