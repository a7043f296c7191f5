import { fileURLToPath } from 'node:url';
import { invalid } from '../../errors.ts';
import type { Files } from './files.ts';
import { folderFiles } from './folder.ts';
import { s3Files } from './s3.ts';
import { s3Address, withoutCredentials } from './s3-address.ts';

/**
 * The files at an address: `file:///absolute/folder`, whose `%`, `?` and `#` are percent-encoded, or
 * `s3://bucket/folder?endpoint=...&region=...` (see `s3-address.ts`). Opens no connection yet. Throws `invalid` for an address that
 * is neither.
 */
export function openFiles(url: string): Files {
  const protocol = /^[a-z][a-z0-9+.-]*:/i.exec(url)?.[0].toLowerCase();
  if (protocol === 's3:') return s3Files(s3Address(url));
  const folder = protocol === 'file:' ? folderAt(url) : undefined;
  if (folder !== undefined) return folderFiles(folder);
  throw invalid(
    `${withoutCredentials(url)} is no address of files: write file:///folder with the absolute path of a folder of this machine, ` +
      'or s3://bucket/folder',
  );
}

/** The path in a `file:` address; undefined when it is relative, on another machine or not encoded correctly. */
function folderAt(url: string): string | undefined {
  try {
    // `file:folder` and `file://` would be parsed as paths from the root.
    const isAbsolute = /^file:\/(?!\/$)/i.test(url) && !/[?#]/.test(url);
    const path = fileURLToPath(url);
    return isAbsolute && !path.includes('\0') ? path : undefined;
  } catch {
    return undefined;
  }
}
