import { fileURLToPath } from 'node:url';
import { invalid } from '../../errors.ts';
import type { Files } from './files.ts';
import { folderFiles } from './folder.ts';
import { s3Files } from './s3.ts';
import { s3Address, withoutCredentials } from './s3-address.ts';

/**
 * The files at an address: `file:///absolute/folder`, or `s3://bucket/folder?endpoint=...&region=...` (see `s3-address.ts`). Opens
 * no connection yet. Throws `invalid` for an address that is neither.
 */
export function openFiles(url: string): Files {
  const protocol = /^[a-z][a-z0-9+.-]*:/i.exec(url)?.[0].toLowerCase();
  if (protocol === 's3:') return s3Files(s3Address(url));
  if (protocol === 'file:' && URL.canParse(url)) return folderFiles(fileURLToPath(url));
  throw invalid(
    `${withoutCredentials(url)} is no address of files: write file:///folder or s3://bucket/folder`,
  );
}
