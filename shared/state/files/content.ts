import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { temporaryPrefix } from '#shared/process/temporary';
import { fromDisk, rethrowFromDisk } from './disk-errors.ts';
import type { Content, Digest, LocalCopy } from './files.ts';

/** The digest of a content that is in memory, or of a stream, which is read to its end. */
export async function digestOf(content: Content): Promise<Digest> {
  const digest = digesting();
  for await (const chunk of chunksOf(content)) digest.add(chunk);
  return digest.result();
}

/**
 * Writes a content to a new file, to the disk and not only to the system's memory, and makes its hash on the way. Throws the
 * error of the content's stream as it is, `unavailable` when the disk is full or broken; the file may then hold a part.
 */
export async function writeNewFile(path: string, content: Content): Promise<Digest> {
  const digest = digesting();
  const source: { failure?: unknown } = {};
  async function* counted(): AsyncGenerator<Uint8Array> {
    try {
      for await (const chunk of chunksOf(content)) {
        digest.add(chunk);
        yield chunk;
      }
    } catch (failure) {
      source.failure = failure;
      throw failure;
    }
  }
  const file = await open(path, 'wx').catch(rethrowFromDisk);
  try {
    await file.writeFile(counted());
    await file.datasync();
    return digest.result();
  } catch (error) {
    throw 'failure' in source ? source.failure : fromDisk(error);
  } finally {
    await file.close();
  }
}

/** Copies a stream into a temporary folder of its own, for `Files.localCopy`. */
export async function copyToLocal(name: string, content: Readable): Promise<LocalCopy> {
  const folder = await mkdtemp(temporaryPrefix('copy'));
  const release = () => rm(folder, { recursive: true, force: true });
  const path = join(folder, basename(name));
  try {
    await writeNewFile(path, content);
    return { path, release };
  } catch (error) {
    await release();
    throw error;
  }
}

/** A path in the system's temporary folder that nothing has. */
export const temporaryPath = (): string => temporaryPrefix('file') + randomUUID();

/** Lets a stream break before it is read: without a listener its error would end the process. The reader gets the error later. */
export function catchLater(content: Content): void {
  if (content instanceof Readable) content.on('error', () => undefined);
}

async function* chunksOf(content: Content): AsyncGenerator<Uint8Array> {
  if (typeof content === 'string') yield Buffer.from(content);
  else if (content instanceof Uint8Array) yield content;
  else for await (const chunk of content) yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
}

function digesting(): { add(chunk: Uint8Array): void; result(): Digest } {
  const hash = createHash('sha256');
  let size = 0;
  return {
    add(chunk) {
      hash.update(chunk);
      size += chunk.length;
    },
    result: () => ({ size, hash: hash.digest('hex') }),
  };
}
