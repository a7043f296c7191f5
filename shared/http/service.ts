import { STATUS_CODES } from 'node:http';
import express, { type ErrorRequestHandler, type Express, type RequestHandler, type Response } from 'express';
import { messageOf } from '../errors.ts';
import { log } from '../observe/log.ts';
import { requestLog } from '../observe/request-log.ts';
import { readBodies } from './bodies.ts';
import { brokenPath, HttpError, statusOf } from './errors.ts';

/** Sends the response for an error. `error` is what was thrown. */
export type SendError = (response: Response, status: number, message: string, error: unknown) => unknown;

/**
 * An Express application with what every service has: a log line per request, the two headers that the originals
 * send with every response, and bodies of forms and JSON up to 100 kB. Routes follow; `errorHandler` comes last.
 */
export const service = (name: string): Express => streamingService(name).use(readBodies());

/** The same without the reading of bodies, for routes that stream them; `readBodies` may follow for other routes. */
export function streamingService(name: string): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(requestLog(name));
  app.use((_request, response, next) => {
    response.set({ 'Timing-Allow-Origin': '*', 'Access-Control-Allow-Origin': '*' });
    next();
  });
  return app;
}

/**
 * The last middleware of a service: refuses an unknown path with 404, and sends the response for an error that a route throws, its
 * text by default. An error that is not of ours is logged, and its response is 500 without its text.
 */
export const errorHandler = (send: SendError = sendText): [RequestHandler, ErrorRequestHandler] => [
  refuseUnknownPath,
  handleError(send),
];

/** Express itself would read the whole body before it responds. It knows what OPTIONS is about. */
const refuseUnknownPath: RequestHandler = ({ method, path }, _response, next) => {
  next(method === 'OPTIONS' ? undefined : new HttpError(404, `Cannot ${method} ${path}`));
};

function handleError(send: SendError): ErrorRequestHandler {
  return (thrown: unknown, _request, response, next) => {
    if (response.headersSent) return next(thrown);
    const error = refusalByExpress(thrown) ?? thrown;
    const status = statusOf(error);
    if (status === undefined) log.error({ error }, 'unexpected error');
    else if (status >= 500) log.warn({ status, cause: reason(error) }, messageOf(error));
    send(response, status ?? 500, status === undefined ? 'internal error' : messageOf(error), error);
  };
}

/** Sends the text of an error as HTML, escaped. */
export const sendText: SendError = (response, status, message) => {
  response.status(status).type('html').send(escapeHtml(message));
};

/**
 * What Express, its router or a parser of bodies refuses, such as a body that is too large, as an error of ours with that status.
 * Undefined for anything else that was thrown.
 */
function refusalByExpress(error: unknown): HttpError | undefined {
  if (!(error instanceof Error) || error instanceof HttpError || !('status' in error)) return undefined;
  // The router alone does not mark what may be shown.
  if (error instanceof URIError) return brokenPath(error);
  if (!('expose' in error)) return undefined;
  // What is not to be shown names a file, for example.
  const status = Number(error.status);
  const text = error.expose === true ? error.message : STATUS_CODES[status];
  return status >= 400 && status < 500 ? new HttpError(status, `${text}`, { cause: error }) : undefined;
}

const reason = (error: unknown): string | undefined =>
  error instanceof Error && error.cause instanceof Error ? error.cause.message : undefined;

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const escapeHtml = (text: string): string => text.replace(/[&<>]/g, (sign) => entities[sign] ?? sign);
