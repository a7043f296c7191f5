import * as z from 'zod';
import { call, failure, readResponse } from '#shared/http/client';
import type { Place } from '../document-updater/doc.ts';
import { appliedOp } from './applied-op.ts';
import { config } from './config.ts';
import { EditorError } from './errors.ts';
import { rangesSchema } from './packed.ts';

const loaded = z.object({
  lines: z.array(z.string()),
  version: z.int(),
  ops: z.array(appliedOp),
  ranges: rangesSchema.default({}),
});

/** A document, and the updates that were applied to it from the version on that was asked for. */
export type LoadedDoc = z.output<typeof loaded>;

/** The document now; with -1 as `fromVersion` without updates. Throws what the editor is to learn when there is none, or when they are too old. */
export async function fetchDoc({ project, doc }: Place, fromVersion: number): Promise<LoadedDoc> {
  const url = `${config.DOCUMENT_UPDATER_URL}/project/${project}/doc/${doc}?fromVersion=${fromVersion}`;
  const answer = await call(url);
  if (answer.status === 404 || answer.status === 422)
    throw new EditorError('doc updater could not load requested ops');
  if (answer.status !== 200) throw failure('document-updater', answer);
  return readResponse(loaded, answer, 'the document');
}

/** Has the documents of a project stored by web, and removed from Redis, before long. */
export async function flushProject(project: string): Promise<void> {
  const url = `${config.DOCUMENT_UPDATER_URL}/project/${project}?background=true`;
  const answer = await call(url, { method: 'DELETE' });
  if (answer.status >= 300) throw failure('document-updater', answer);
}
