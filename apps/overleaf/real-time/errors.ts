import { isTransient, ServiceError } from '#shared/errors';
import { log } from '#shared/observe/log';

/** What went wrong, as an editor gets it in the answer to its event. */
export interface Refusal {
  message: string;
  code?: string;
}

/** What an editor may not do or has said wrongly. Its words, which are those of the original, reach the editor. */
export class EditorError extends Error {
  readonly code: string | undefined;
  /** Whether the editor is disconnected after the answer. */
  readonly isFinal: boolean;

  constructor(message: string, { code, isFinal = false }: { code?: string; isFinal?: boolean } = {}) {
    super(message);
    this.code = code;
    this.isFinal = isFinal;
  }
}

export const unexpectedArguments = (): EditorError => new EditorError('unexpected arguments');
export const notJoined = (): EditorError => new EditorError('no project_id found on client');
export const notAuthorized = (options?: { isFinal: boolean }): EditorError =>
  new EditorError('not authorized', options);

/** The answer for an error. One that is not about the editor is logged, and the editor gets no details of it. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof EditorError)
    return { message: error.message, ...(error.code !== undefined && { code: error.code }) };
  if (isTransient(error)) log.warn({ cause: error.message }, 'an event of an editor failed');
  else if (error instanceof ServiceError) return { message: error.message };
  else log.error({ error }, 'unexpected error');
  return { message: 'Something went wrong in real-time service' };
}
