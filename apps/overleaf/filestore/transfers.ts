import { pipeline } from 'node:stream';
import type { Request, Response } from 'express';
import { invalid, tooLarge } from '#shared/errors';
import { HttpError } from '#shared/http/errors';
import { gitHash } from '../git-hash.ts';
import { files, sizeOf } from './files.ts';
import { partOf } from './part.ts';

const maxBytes = 50 * 1024 * 1024;

/**
 * Stores the body of a request as a file, whatever its type is. Throws `too-large` for more than 50 MiB, and `invalid` when the body is
 * not the one whose hash the sender has named; then the old content stays.
 */
export async function upload(name: string, request: Request): Promise<void> {
  await files.write(name, bodyOf(request));
}

async function* bodyOf(request: Request): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  const check = (length: number): void => {
    if (length > maxBytes) throw tooLarge(`the file has more than ${maxBytes} bytes`);
  };
  const { 'content-length': length = 0, 'x-file-hash-from-web': wanted } = request.headers;
  check(Number(length));
  const hash = gitHash(Number(length));
  try {
    // A refused request stays open until its client has read the response.
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      bytes += chunk.length;
      check(bytes);
      hash.update(chunk);
      yield chunk;
    }
  } catch (error) {
    throw request.readableAborted ? invalid('the connection ended before the file did', error) : error;
  }
  if (wanted !== undefined && hash.digest('hex') !== wanted)
    throw invalid(`the file is not the one with the hash ${wanted}: send it again, with its Content-Length`);
}

/** Sends the size of a file, as HEAD wants it. */
export async function sendSize(name: string, response: Response): Promise<void> {
  response.set('content-length', `${await sizeOf(name)}`).end();
}

/** Sends a file, or the part of it that a Range header asks for. Throws 416 for a part that is not there. */
export async function download(name: string, request: Request, response: Response): Promise<void> {
  const size = await sizeOf(name);
  const part = partOf(request.headers.range, size);
  if (part === 'past-end') {
    response.set('content-range', `bytes */${size}`);
    throw new HttpError(416, `the file has ${size} bytes: ${request.headers.range} is no part of it`);
  }
  const content = await files.read(name, part);
  const { first, last } = part ?? { first: 0, last: size - 1 };
  if (part !== undefined) response.status(206).set('content-range', `bytes ${first}-${last}/${size}`);
  response.set({ 'accept-ranges': 'bytes', 'content-length': `${last - first + 1}` });
  pipeline(content, response, () => undefined);
}
