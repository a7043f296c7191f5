import { createReadStream, createWriteStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { temporaryPath } from '#shared/state/files/content';
import { gitHash } from '../../git-hash.ts';

/** A file on its way into a project, in the temporary folder of this machine. */
export interface LocalFile {
  path: string;
  size: number;
}

/** Copies a stream to a temporary file. The caller removes the file; a stream that breaks leaves none. */
export async function receive(
  content: Readable | Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
): Promise<LocalFile> {
  const path = temporaryPath();
  try {
    await pipeline(content, createWriteStream(path, { flags: 'wx' }));
    return { path, size: (await stat(path)).size };
  } catch (error) {
    await discard({ path });
    throw error;
  }
}

/** Removes a temporary file. */
export const discard = ({ path }: Pick<LocalFile, 'path'>): Promise<void> => rm(path, { force: true });

/** The hash of a file as git has it. */
export async function hashOf({ path, size }: LocalFile): Promise<string> {
  const hash = gitHash(size);
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return hash.digest('hex');
}
