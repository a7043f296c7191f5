import express, { type RequestHandler } from 'express';
import { HttpError } from './errors.ts';

/** Bytes of a body; the default of Express. */
const standardLimit = 100 * 1024;
/** The bytes by which compression may make a body longer. */
const overhead = 1024;

/** Reads bodies of forms and JSON up to `limit` bytes, by default 100 kB. Refuses a longer one as soon as its length is known. */
export const readBodies = (limit = standardLimit): RequestHandler[] =>
  [express.urlencoded({ extended: true, limit }), express.json({ limit })].map((parser) =>
    refuseEarly(parser, limit + overhead),
  );

/** The parsers of Express read all of a body that is too large before they report that; an endless one gets no response. */
const refuseEarly =
  (parser: RequestHandler, maxReceived: number): RequestHandler =>
  (request, response, next) => {
    let isDone = false;
    let received = 0;
    const count = (chunk: Buffer): void => {
      received += chunk.length;
      check(received);
    };
    const proceed = (error?: unknown): void => {
      request.off('data', count);
      if (!isDone) next(error);
      isDone = true;
    };
    const check = (length: number): void => {
      if (length > maxReceived) proceed(new HttpError(413, 'request entity too large'));
    };
    parser(request, response, proceed);
    if (isDone) return;
    request.on('data', count);
    check(Number(request.headers['content-length'] ?? 0));
  };
