import type { ObjectId } from 'mongodb';
import * as z from 'zod';
import { isKind } from '#shared/errors';
import { call, failure, readResponse } from '#shared/http/client';
import { services } from '../config.ts';
import { ask } from '../neighbours.ts';
import type { Entry } from '../tree/paths.ts';
import { flush, readTexts } from '../tree/texts.ts';

/** A file of a project as clsi takes it. */
export type Resource = { path: string; content: string } | { path: string; url: string; modified: Date };

const texts = z.array(z.object({ _id: z.string(), lines: z.array(z.string()) }));

const loadMs = 30_000;

/**
 * The texts that editors have open, when document-updater saw the project in the same state last time; undefined when it did not, or
 * when they are too large for one answer, and then all has to be sent.
 */
export async function openTexts(project: ObjectId, state: string): Promise<Map<string, string> | undefined> {
  const url = `${services['document-updater']}/project/${project}/get_and_flush_if_old?state=${state}`;
  const answer = await call(url, { method: 'POST', deadlineMs: loadMs });
  if (answer.status === 409 || answer.status === 413) return undefined;
  if (answer.status !== 200) throw failure('document-updater', answer);
  return byId(readResponse(texts, answer, 'the open documents'));
}

/** All texts of a project, after what editors have open is stored. */
export async function allTexts(project: ObjectId, entries: readonly Entry[]): Promise<Map<string, string>> {
  await flush(project);
  try {
    const answer = await ask('docstore', `/project/${project}/doc`, { deadlineMs: loadMs });
    return byId(readResponse(texts, answer, 'the documents in docstore'));
  } catch (error) {
    // They do not fit into one answer of an action.
    if (!isKind(error, 'too-large')) throw error;
    const docs = entries.flatMap(({ type, entity }) => (type === 'doc' ? [entity._id] : []));
    const read = await readTexts(project, docs, (lines) => lines.join('\n'));
    return new Map(read.map((text, index) => [String(docs[index]), text]));
  }
}

const byId = (docs: z.output<typeof texts>): Map<string, string> =>
  new Map(docs.map(({ _id, lines }) => [_id, lines.join('\n')]));

/** The documents that have a text here, with their paths in the compile folder. */
export const docResources = (entries: readonly Entry[], of: Map<string, string>): Resource[] =>
  entries.flatMap(({ type, path, entity }) => {
    const content = type === 'doc' ? of.get(entity._id.toHexString()) : undefined;
    return content === undefined ? [] : [{ path: path.slice(1), content }];
  });

/** The documents without their texts, which clsi fetches from docstore. */
export const linkedDocs = (project: ObjectId, entries: readonly Entry[]): Resource[] =>
  entries.flatMap(({ type, path, entity: { _id } }) => {
    const url = `${services.docstore}/project/${project}/doc/${_id}/raw`;
    return type === 'doc' ? [{ path: path.slice(1), url, modified: new Date() }] : [];
  });

/** The files, which clsi fetches from filestore. */
export const fileResources = (project: ObjectId, entries: readonly Entry[]): Resource[] =>
  entries.flatMap((entry) => {
    if (entry.type !== 'file') return [];
    const { _id, created: modified } = entry.entity;
    const url = `${services.filestore}/project/${project}/file/${_id}`;
    return [{ path: entry.path.slice(1), url, modified }];
  });
