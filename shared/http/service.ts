import express, { type ErrorRequestHandler, type Express, type RequestHandler, type Response } from 'express';
import { log } from '../observe/log.ts';
import { requestLog } from '../observe/request-log.ts';
import { HttpError } from './errors.ts';

/** How a service answers an error; the default is its text with its status. `error` is what was thrown. */
export type ErrorAnswer = (response: Response, status: number, message: string, error: unknown) => void;

/**
 * An Express application with what every service has: a log line a request, the two headers that the originals
 * send with every answer, and bodies of forms and JSON up to 100 kB. Routes follow; `answerErrors` comes last.
 */
export const service = (name: string): Express => streamingService(name).use(readBodies());

/** The same for routes that take bodies as they come; `readBodies` may follow for others. */
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

/** Reads bodies of forms and JSON up to 100 kB. */
export const readBodies = (): RequestHandler[] => [express.urlencoded({ extended: true }), express.json()];

/** Adds the one place where errors become answers. Unknown errors are logged and answered plainly with 500. */
export function answerErrors(app: Express, answer: ErrorAnswer = plainText): void {
  const handler: ErrorRequestHandler = (error: unknown, _request, response, next) => {
    if (response.headersSent) return next(error);
    const known = expected(error);
    if (known === undefined) log.error({ error }, 'unexpected error');
    else if (known.status >= 500) log.warn({ status: known.status, cause: reason(error) }, known.message);
    answer(response, known?.status ?? 500, known?.message ?? 'internal error', error);
  };
  app.use(handler);
}

/** An error as its text, the default of `answerErrors`. */
export const plainText: ErrorAnswer = (response, status, message) => {
  response.status(status).type('html').send(escapeHtml(message));
};

/** Our own errors, and those that Express and its body parsers mark as fit to be shown. */
function expected(error: unknown): { status: number; message: string } | undefined {
  if (error instanceof HttpError) return error;
  if (error instanceof Error && 'status' in error && 'expose' in error && error.expose === true) {
    return { status: Number(error.status), message: error.message };
  }
  return undefined;
}

const reason = (error: unknown): string | undefined =>
  error instanceof Error && error.cause instanceof Error ? error.cause.message : undefined;

const escapeHtml = (text: string): string =>
  text.replace(/[&<>]/g, (sign) => (sign === '&' ? '&amp;' : sign === '<' ? '&lt;' : '&gt;'));
