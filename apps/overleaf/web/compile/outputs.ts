import type { Readable } from 'node:stream';
import type { RequestHandler } from 'express';
import type { ObjectId } from 'mongodb';

/** A file of a compile: of the user's last build, or of the build that is named. */
export interface WantedOutput {
  project: ObjectId;
  user: string;
  build?: string | undefined;
  path: string;
}

/** Sends files of compiles, whole or in parts. */
export type SendOutput = (
  wanted: WantedOutput,
  ...exchange: [request: Parameters<RequestHandler>[0], response: Parameters<RequestHandler>[1]]
) => Promise<void>;

/** Opens a file of a compile, for a link to it. Throws `not-found`. */
export type OpenOutput = (wanted: WantedOutput) => Promise<Readable>;
