import { type ErrorKind, ServiceError } from '../errors.ts';

/**
 * A status that only HTTP knows, such as 405 or 415, or that an original answers against the rule. For code that speaks HTTP;
 * all other code throws the errors of `shared/errors.ts`. Its text reaches the client.
 */
export class HttpError extends Error {
  readonly status: number;

  constructor(status: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'HttpError';
    this.status = status;
  }
}

/** How HTTP says what went wrong. */
const statuses: Record<ErrorKind, number> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'too-large': 413,
  unavailable: 503,
  'deadline-exceeded': 504,
};

/** The status for one of our errors. Undefined for any other, which is a defect: the client gets 500 without its text. */
export function statusOf(error: unknown): number | undefined {
  if (error instanceof ServiceError) return statuses[error.kind];
  return error instanceof HttpError ? error.status : undefined;
}

/** The refusal of a path with a broken escape, such as `%zz`. */
export const brokenPath = (cause?: unknown): HttpError =>
  new HttpError(400, 'the path is not encoded correctly', { cause });

const kinds: Partial<Record<number, ErrorKind>> = {
  400: 'invalid',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not-found',
  // The server has waited too long for the request.
  408: 'unavailable',
  409: 'conflict',
  410: 'not-found',
  // The state is not the one that the caller has seen.
  412: 'conflict',
  413: 'too-large',
  414: 'too-large',
  // An OpenWhisk that has too much to do.
  429: 'unavailable',
  431: 'too-large',
  503: 'unavailable',
  504: 'deadline-exceeded',
};

/**
 * What a service says with the status of its answer. A 4xx that has no kind of its own is `invalid`: the same request fails again.
 * Undefined for success and for a status that says nothing certain, such as 500.
 */
export const kindOf = (status: number): ErrorKind | undefined =>
  kinds[status] ?? (status >= 400 && status < 500 ? 'invalid' : undefined);
