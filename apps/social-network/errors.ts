import { ServiceError } from '#shared/errors';
import { log } from '#shared/observe/log';
import { type ErrorCode, ServiceException } from './social-network.ts';

/** The one declared exception of all services; the codes are the original's. */
export const failure = (errorCode: ErrorCode, message: string): ServiceException =>
  new ServiceException({ errorCode, message });

/**
 * Runs work on a store; whatever the store refuses becomes the exception with the store's code. What is not of `shared/errors.ts` is
 * logged, and its text does not reach the caller.
 */
export async function onStore<Result>(code: ErrorCode, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ServiceException) throw error;
    if (error instanceof ServiceError) throw failure(code, error.message);
    log.error({ error }, 'unexpected error of a store');
    throw failure(code, 'the store has failed');
  }
}
