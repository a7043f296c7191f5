import { unavailable } from '../../errors.ts';

const diskFailures = ['ENOSPC', 'EDQUOT', 'EIO', 'EROFS', 'EACCES', 'EPERM', 'EMFILE', 'ENFILE'];

/** The code that Node gives an error of the system; empty for any other error. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : '';

/** Whether a path leads to no file, also because it leads to a folder or a symbolic link, or through a file. */
export const isMissing = (error: unknown): boolean =>
  ['ENOENT', 'ENOTDIR', 'EISDIR', 'ELOOP'].includes(codeOf(error));

/** The error for a failed use of the disk: `unavailable` if the disk is to blame, else the same error. */
export function fromDisk(error: unknown): unknown {
  const code = codeOf(error);
  return diskFailures.includes(code) ? unavailable(`files not available: ${code}`, error) : error;
}

/** Throws the error for a failed use of the disk. */
export function rethrowFromDisk(error: unknown): never {
  throw fromDisk(error);
}
