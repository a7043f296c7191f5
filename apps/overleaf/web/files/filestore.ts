import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { ObjectId } from 'mongodb';
import { isTransient, messageOf, notFound } from '#shared/errors';
import { failure } from '#shared/http/client';
import { openStream } from '#shared/http/streams';
import { log } from '#shared/observe/log';
import { services } from '../config.ts';
import { ask } from '../neighbours.ts';
import { hashOf, type LocalFile } from './local-file.ts';

/** A file of a project in filestore. */
export interface StoredFile {
  project: ObjectId;
  file: ObjectId;
}

const tries = 3;
const transferMs = 5 * 60_000;

const pathOf = ({ project, file }: StoredFile): string => `/project/${project}/file/${file}`;

/** Stores a file, with up to three tries, and answers its hash, which filestore has compared with what has arrived. */
export async function storeFile(to: StoredFile, local: LocalFile): Promise<string> {
  const hash = await hashOf(local);
  for (let attempt = 1; ; attempt += 1) {
    try {
      await send(to, local, hash);
      return hash;
    } catch (error) {
      if (attempt === tries || !isTransient(error)) throw error;
      log.warn({ cause: messageOf(error), attempt }, 'a file could not be stored; tried again');
    }
  }
}

async function send(to: StoredFile, { path, size }: LocalFile, hash: string): Promise<void> {
  const response = await openStream(services.filestore + pathOf(to), {
    method: 'POST',
    headers: {
      'content-type': 'application/octet-stream',
      'content-length': String(size),
      'x-file-hash-from-web': hash,
    },
    body: createReadStream(path),
    silentMs: transferMs,
  });
  const { statusCode: status = 0, headers } = response;
  const answer = { status, headers, text: await text(response) };
  if (status !== 200) throw failure('filestore', answer);
}

/** Copies a file within filestore. Throws `not-found`. */
export async function copyFile(from: StoredFile, to: StoredFile): Promise<void> {
  const json = { source: { project_id: from.project, file_id: from.file } };
  await ask('filestore', pathOf(to), { method: 'PUT', json, deadlineMs: transferMs });
}

/** The content of a file, and its bytes. Throws `not-found`. The caller reads the stream to its end or destroys it. */
export async function openFile(stored: StoredFile): Promise<{ content: Readable; size: number }> {
  const response = await openStream(services.filestore + pathOf(stored));
  const { statusCode: status = 0, headers } = response;
  if (status === 200) return { content: response, size: Number(headers['content-length']) };
  response.destroy();
  if (status === 404) throw notFound(`filestore has no file ${stored.file}`);
  throw failure('filestore', { status, headers, text: '' });
}

/** The bytes of a file. Throws `not-found`. */
export async function sizeOf(stored: StoredFile): Promise<number> {
  const response = await openStream(services.filestore + pathOf(stored), { method: 'HEAD' });
  response.resume();
  const { statusCode: status = 0, headers } = response;
  if (status === 200) return Number(headers['content-length']);
  if (status === 404) throw notFound(`filestore has no file ${stored.file}`);
  throw failure('filestore', { status, headers, text: '' });
}
