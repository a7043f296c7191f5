import { type ErrorKind, ServiceError } from '../errors.ts';
import { log } from '../observe/log.ts';

/** The types of Thrift's TApplicationException. */
export const applicationErrors = {
  UNKNOWN: 0,
  UNKNOWN_METHOD: 1,
  INVALID_MESSAGE_TYPE: 2,
  WRONG_METHOD_NAME: 3,
  BAD_SEQUENCE_ID: 4,
  MISSING_RESULT: 5,
  INTERNAL_ERROR: 6,
  PROTOCOL_ERROR: 7,
} as const;

/** A failure that the IDL does not declare: Thrift's TApplicationException. */
export class ApplicationError extends Error {
  readonly type: number;

  constructor(type: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ApplicationError';
    this.type = type;
  }
}

/** The base of the exceptions that an IDL declares; their fields are members. */
export class DeclaredException<Fields extends object> extends Error {
  constructor(name: string, fields: Fields) {
    const { message } = fields as { message?: unknown };
    super(typeof message === 'string' ? message : name);
    this.name = name;
    Object.assign(this, fields);
  }
}

/** Bytes, JSON or a value that do not fit the IDL. */
export class ValueError extends Error {
  readonly what: string;
  #path = '';

  constructor(what: string) {
    super(what);
    this.name = 'ValueError';
    this.what = what;
  }

  /** Prefixes the path of the error with a field's name or `[index]`. */
  under(part: string): this {
    const dot = this.#path === '' || this.#path.startsWith('[') ? '' : '.';
    this.#path = part + dot + this.#path;
    this.message = `${this.#path}: ${this.what}`;
    return this;
  }
}

/** An error that a part of a value caused, with that part in its path. */
export const under = (part: string, error: unknown): unknown =>
  error instanceof ValueError ? error.under(part) : error;

/** A failure on its way to the caller. Services of ours add the kind to Thrift's two fields; other clients skip it. */
export interface Failure {
  type: number;
  message: string;
  kind?: ErrorKind;
}

/**
 * The failure for an error that the IDL does not declare. Thrift's list is shorter than ours: `invalid` becomes a protocol error, as
 * arguments that do not fit the IDL do; all others become internal errors, which the kind tells apart. An error that is not of the
 * list is a defect: it is logged, and the caller learns only that something has failed.
 */
export function failureOf(error: unknown): Failure {
  if (error instanceof ApplicationError) return { type: error.type, message: error.message };
  const { INTERNAL_ERROR, PROTOCOL_ERROR } = applicationErrors;
  if (error instanceof ServiceError) {
    const { kind, message } = error;
    return { type: kind === 'invalid' ? PROTOCOL_ERROR : INTERNAL_ERROR, message, kind };
  }
  log.error({ error }, 'unexpected error');
  return { type: INTERNAL_ERROR, message: 'internal error' };
}

/** The error that a caller throws for a failure: one of `shared/errors.ts` if it has a kind. */
export const errorOf = ({ type, message, kind }: Failure): ApplicationError | ServiceError =>
  kind === undefined ? new ApplicationError(type, message) : new ServiceError(kind, message);

/** Reads what the caller has sent. What does not fit the IDL is the caller's mistake, unlike a value that a handler returns. */
export function fromCaller<Value>(read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ValueError)) throw error;
    throw new ApplicationError(applicationErrors.PROTOCOL_ERROR, error.message, { cause: error });
  }
}
