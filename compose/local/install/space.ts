import { statfsSync } from 'node:fs';
import { missing } from '#shared/cli/failure';

/** Bytes as megabytes, for people. */
export const megabytes = (bytes: number): string => (bytes / 1_000_000).toFixed(bytes < 10_000_000 ? 1 : 0);

/** Throws a failure if the disk of a folder has less free space than `bytes`. `purpose` begins the sentence. */
export function requireSpace(folder: string, bytes: number, purpose: string): void {
  const { bavail, bsize } = statfsSync(folder);
  const free = bavail * bsize;
  if (free >= bytes) return;
  throw missing(
    `${purpose} needs ${megabytes(bytes)} MB in ${folder}, whose disk has ${megabytes(free)} MB free: make room, or name a folder on another disk in XDG_CACHE_HOME`,
  );
}
