import type { RequestHandler } from 'express';
import { HttpError } from '#shared/http/errors';

/** Refuses every other method at a path that changes something. */
export const byPostOnly: RequestHandler = ({ path }) => {
  throw new HttpError(405, `${path} changes something: send it by POST`);
};
