import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import { notFound } from '#shared/errors';
import { HttpError } from '#shared/http/errors';
import { codeOf } from '#shared/state/files/disk-errors';
import { isBuild } from './builds.ts';
import { nameBytes } from './names.ts';
import { typeOf } from './output-types.ts';
import type { OutputFile, Outputs } from './outputs.ts';

/** Whether a path names a file of a build, and nothing outside of it. */
export const isPlain = (path: string): boolean =>
  path
    .split('/')
    .every(
      (part) =>
        part !== '' && !part.startsWith('.') && !/\p{Cc}/u.test(part) && Buffer.byteLength(part) <= nameBytes,
    );

/** What is said where there is no such file. */
export const noOutput = (path: string): string =>
  `there is no file ${path} of a compile: compile the project first, or look for its name in the answer of the compile`;

/** A file of a build. Throws `not-found`. */
export async function findOutput(
  outputs: Outputs,
  key: string,
  build: string,
  path: string,
): Promise<OutputFile> {
  const found = isBuild(build) && isPlain(path) ? await outputs.find(key, build, path) : undefined;
  if (found === undefined) throw notFound(noOutput(path));
  return found;
}

/** Answers a request for a file, or for one part of it. */
export async function sendOutput(
  request: Request,
  response: Response,
  path: string,
  { size, modified, read }: OutputFile,
): Promise<void> {
  response.set({
    'Accept-Ranges': 'bytes',
    'Cache-Control': 'public, max-age=0',
    'Content-Type': typeOf(path),
    'Last-Modified': modified.toUTCString(),
    ETag: `W/"${modified.getTime().toString(16)}-${size.toString(16)}"`,
    'X-Content-Type-Options': 'nosniff',
  });
  if (request.fresh) return void response.status(304).end();
  const ranges = request.range(size);
  if (ranges === -1) {
    response.set('Content-Range', `bytes */${size}`);
    throw new HttpError(416, `the file has ${size} bytes`);
  }
  const [part] = Array.isArray(ranges) && ranges.type === 'bytes' && ranges.length === 1 ? ranges : [];
  if (part !== undefined)
    response.status(206).set('Content-Range', `bytes ${part.start}-${part.end}/${size}`);
  response.set('Content-Length', String(part === undefined ? size : part.end - part.start + 1));
  if (request.method === 'HEAD' || size === 0) return void response.end();
  await pipeline(await read(part && { first: part.start, last: part.end }), response).catch(unlessGone);
}

/** A client that has all it wants may close the connection before the end of the response is noticed. */
const unlessGone = (error: unknown): void => {
  if (codeOf(error) !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
};
