import { STATUS_CODES } from 'node:http';
import type { ErrorRequestHandler, RequestHandler } from 'express';
import { type ErrorKind, ServiceError } from '#shared/errors';
import { kindOf } from '#shared/http/errors';
import { errorHandler, type SendError } from '#shared/http/service';

/** Every error that a service of LAB Insurance answers: its kind in the list that all applications share, and its status over HTTP. */
const errors = {
  /** The body, the query or a value in them is wrong; the message names it. */
  VALIDATION: ['invalid', 400],
  /** No token, or one that is not valid. */
  UNAUTHORIZED: ['unauthenticated', 401],
  /** The agent may not do this. */
  FORBIDDEN: ['forbidden', 403],
  /** There is no such path. */
  NOT_FOUND: ['not-found', 404],
  PRODUCT_NOT_FOUND: ['not-found', 404],
  OFFER_NOT_FOUND: ['not-found', 404],
  POLICY_NOT_FOUND: ['not-found', 404],
  ACCOUNT_NOT_FOUND: ['not-found', 404],
  EVENT_NOT_FOUND: ['not-found', 404],
  METHOD_NOT_ALLOWED: ['invalid', 405],
  /** Somebody has bought the offer; the answer names the policy. */
  OFFER_ALREADY_SOLD: ['conflict', 409],
  /** The offer is older than 30 days. */
  OFFER_EXPIRED: ['conflict', 410],
  BODY_TOO_LARGE: ['too-large', 413],
  UNSUPPORTED_MEDIA_TYPE: ['invalid', 415],
  /** Today is not in the period of cover. */
  TERMINATION_DATE_OUTSIDE_VALIDITY_PERIOD: ['conflict', 422],
  /** Something of ours has failed, here or in a service that is called; the log says what. */
  INTERNAL: ['unavailable', 500],
  /** A service, store or broker does not answer; what was asked for has not been done. */
  UNAVAILABLE: ['unavailable', 503],
  /** A service or store was too slow; what was asked for may have been done. */
  TIMED_OUT: ['deadline-exceeded', 504],
} as const satisfies Record<string, readonly [kind: ErrorKind, status: number]>;

/** The name of an error, for programs. */
export type ErrorCode = keyof typeof errors;

/** The names of all errors. */
export const errorCodes = Object.keys(errors) as ErrorCode[];

/** The status of an error over HTTP. */
export const statusOfCode = (code: ErrorCode): number => errors[code][1];

/** An error of LAB Insurance: answered as `{message, code}` with the status of its code, and with `details` if there are any. */
export class LabError extends ServiceError {
  readonly code: ErrorCode;
  readonly details: object;

  constructor(code: ErrorCode, message: string, details: object = {}, options?: ErrorOptions) {
    super(errors[code][0], message, options);
    this.name = 'LabError';
    this.code = code;
    this.details = details;
  }
}

/** An error to throw; its message names the value and the remedy. */
export const labError = (code: ErrorCode, message: string, details?: object): LabError =>
  new LabError(code, message, details);

/** Codes for the errors that shared modules and Express throw. */
const general: Partial<Record<ErrorKind, ErrorCode>> = {
  invalid: 'VALIDATION',
  unauthenticated: 'UNAUTHORIZED',
  forbidden: 'FORBIDDEN',
  'not-found': 'NOT_FOUND',
  'too-large': 'BODY_TOO_LARGE',
  unavailable: 'UNAVAILABLE',
  'deadline-exceeded': 'TIMED_OUT',
};

/** The code of an error that is answered with this status. */
function codeOf(error: unknown, status: number): ErrorCode {
  if (error instanceof LabError) return error.code;
  if (status === 415) return 'UNSUPPORTED_MEDIA_TYPE';
  const kind = kindOf(status);
  return (kind && general[kind]) ?? 'INTERNAL';
}

const sendLabError: SendError = (response, status, message, error) => {
  const code = codeOf(error, status);
  const details = error instanceof LabError ? error.details : {};
  const text = code === 'INTERNAL' ? 'Something has failed here; the log says what.' : message;
  response.status(statusOfCode(code)).json({ message: text || STATUS_CODES[status], code, ...details });
};

const unknownPath: RequestHandler = (request) => {
  throw labError('NOT_FOUND', `There is no ${request.method} ${request.path} here.`);
};

/** The last middleware of every service: an unknown path is an error, and every error becomes `{message, code}`. */
export const labErrorHandlers: (RequestHandler | ErrorRequestHandler)[] = [
  unknownPath,
  ...errorHandler(sendLabError),
];
