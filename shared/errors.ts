/**
 * The closed list of what can go wrong between a caller and a service. It knows no HTTP: each edge maps it once, HTTP in
 * `http/errors.ts`, Thrift in `thrift/errors.ts`, the result of an activation in `actions/activation-error.ts`, a message in
 * `messaging/retry.ts`. Any other error that is thrown is a defect: it is logged, and the caller learns only that something
 * has failed.
 */
export const errorKinds = [
  'invalid',
  'unauthenticated',
  'forbidden',
  'not-found',
  'conflict',
  'too-large',
  'unavailable',
  'deadline-exceeded',
] as const;

/** One of the list; the functions below say when each is thrown, and whether a repeat may help. */
export type ErrorKind = (typeof errorKinds)[number];

/** An error of that list. Its message reaches the caller, so it names the value and the remedy, and never a secret. */
export class ServiceError extends Error {
  /** An own field, so that it is also in the JSON that a failed activation leaves. */
  readonly kind: ErrorKind;

  constructor(kind: ErrorKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ServiceError';
    this.kind = kind;
  }
}

const ofKind =
  (kind: ErrorKind) =>
  (message: string, cause?: unknown): ServiceError =>
    new ServiceError(kind, message, cause === undefined ? undefined : { cause });

/** The caller's input is wrong. The same request fails again. */
export const invalid = ofKind('invalid');
/** Nobody knows who calls: credentials are missing, wrong or too old. The same request succeeds after a log-in. */
export const unauthenticated = ofKind('unauthenticated');
/** The caller is known and may not do this. The same request fails again. */
export const forbidden = ofKind('forbidden');
/** What the caller names does not exist. The same request fails until somebody creates it. */
export const notFound = ofKind('not-found');
/** What the caller wants contradicts the present state. The caller reads the state anew before it decides to try again. */
export const conflict = ofKind('conflict');
/** The caller sends more than is accepted. The same request fails again. */
export const tooLarge = ofKind('too-large');
/**
 * A store, broker or service that is needed cannot be reached or does not work; a repeat may succeed. Nothing was done, unless the
 * connection broke while the service worked.
 */
export const unavailable = ofKind('unavailable');
/** A store or service took longer than its deadline. It may have done its work; a repeat may succeed if that does no harm. */
export const deadlineExceeded = ofKind('deadline-exceeded');

/** Whether an error is of one of these kinds. */
export const isKind = (error: unknown, ...kinds: ErrorKind[]): error is ServiceError =>
  error instanceof ServiceError && kinds.includes(error.kind);

/** Whether the error comes from an outage, which passes by itself, and not from the request or message in hand. */
export const isTransient = (error: unknown): error is ServiceError =>
  isKind(error, 'unavailable', 'deadline-exceeded');

/** What was thrown, as text for a log line. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
