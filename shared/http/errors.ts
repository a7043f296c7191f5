/** An answer other than success, thrown anywhere in a service: its status and its text reach the client. */
export class HttpError extends Error {
  readonly status: number;

  constructor(status: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'HttpError';
    this.status = status;
  }
}

/** The caller's input is wrong. */
export const badRequest = (message: string) => new HttpError(400, message);
/** What the caller names does not exist. */
export const notFound = (message: string) => new HttpError(404, message);
/** What the caller wants contradicts the present state. */
export const conflict = (message: string) => new HttpError(409, message);
/** A store, broker or service that is needed does not answer; the caller may try again. */
export const unavailable = (message: string, cause?: unknown) => new HttpError(503, message, { cause });
/** A service that is needed took longer than the deadline. */
export const timedOut = (message: string, cause?: unknown) => new HttpError(504, message, { cause });
