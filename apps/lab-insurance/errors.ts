import { STATUS_CODES } from 'node:http';
import type { Express } from 'express';
import { HttpError } from '#shared/http/errors';
import { answerErrors } from '#shared/http/service';

/** Every error that a service answers, with its status: the whole list. */
const statuses = {
  /** The body, the query or a value in them is wrong; the message names it. */
  VALIDATION: 400,
  /** No token, or one that is not valid. */
  UNAUTHORIZED: 401,
  /** The agent may not do this. */
  FORBIDDEN: 403,
  /** There is no such path. */
  NOT_FOUND: 404,
  PRODUCT_NOT_FOUND: 404,
  OFFER_NOT_FOUND: 404,
  POLICY_NOT_FOUND: 404,
  ACCOUNT_NOT_FOUND: 404,
  EVENT_NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
  /** Somebody has bought the offer; the answer names the policy. */
  OFFER_ALREADY_SOLD: 409,
  /** The offer is older than 30 days. */
  OFFER_EXPIRED: 410,
  BODY_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  /** Today is not in the period of cover. */
  TERMINATION_DATE_OUTSIDE_VALIDITY_PERIOD: 422,
  /** Something of ours has failed; the log says what. */
  INTERNAL: 500,
  /** A service, store or broker does not answer; what was asked for has not been done. */
  UNAVAILABLE: 503,
  /** A service or store was too slow; what was asked for may have been done. */
  TIMED_OUT: 504,
} as const;

/** The name of an error, for programs. */
export type ErrorCode = keyof typeof statuses;

/** An error of LAB Insurance: answered as `{message, code}` with the status of its code, and with `details` if there are any. */
export class LabError extends HttpError {
  readonly code: ErrorCode;
  readonly details: object;

  constructor(code: ErrorCode, message: string, details: object = {}) {
    super(statuses[code], message);
    this.name = 'LabError';
    this.code = code;
    this.details = details;
  }
}

/** An error to throw; its message names the value and the remedy. */
export const labError = (code: ErrorCode, message: string, details?: object): LabError =>
  new LabError(code, message, details);

/** Codes for errors that shared modules and Express throw, by status. */
const general: Partial<Record<number, ErrorCode>> = {
  400: 'VALIDATION',
  404: 'NOT_FOUND',
  413: 'BODY_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  503: 'UNAVAILABLE',
  504: 'TIMED_OUT',
};

/** The last things of every service: unknown paths, and errors as `{message, code}`. */
export function answerLabErrors(app: Express): void {
  app.use((request) => {
    throw labError('NOT_FOUND', `There is no ${request.method} ${request.path} here.`);
  });
  answerErrors(app, (response, status, message, error) => {
    const code = error instanceof LabError ? error.code : (general[status] ?? 'INTERNAL');
    const details = error instanceof LabError ? error.details : {};
    const text = code === 'INTERNAL' ? 'Something has failed here; the log says what.' : message;
    response.status(statuses[code]).json({ message: text || STATUS_CODES[status], code, ...details });
  });
}
