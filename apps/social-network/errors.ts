import { type ErrorCode, ServiceException } from './social-network.ts';

/** The one declared exception of all services; the codes are the original's. */
export const failure = (errorCode: ErrorCode, message: string): ServiceException =>
  new ServiceException({ errorCode, message });

/** Runs work on a store; whatever the store refuses becomes the exception with the store's code. */
export async function onStore<Result>(code: ErrorCode, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ServiceException) throw error;
    throw failure(code, error instanceof Error ? error.message : String(error));
  }
}
