import { isKind, messageOf, ServiceError } from '../errors.ts';
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

/**
 * The TApplicationException for an error that the IDL does not declare. Thrift's list is shorter than ours: `invalid` becomes a
 * protocol error, as a value that does not fit the IDL does; all others become internal errors, which only their text tells apart.
 */
export function applicationError(error: unknown): ApplicationError {
  if (error instanceof ApplicationError) return error;
  const isCallers = error instanceof ValueError || isKind(error, 'invalid');
  if (!isCallers && !(error instanceof ServiceError)) log.error({ error }, 'unexpected error');
  const type = isCallers ? applicationErrors.PROTOCOL_ERROR : applicationErrors.INTERNAL_ERROR;
  return new ApplicationError(type, messageOf(error), { cause: error });
}
