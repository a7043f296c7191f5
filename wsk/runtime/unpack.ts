import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type ArchiveFile, readZip, tooLarge } from './zip.ts';

/** The maximum number of bytes of all files of an archive together. */
export const maxUnpackedBytes = 512 * 1024 * 1024;

/** Unpacks a zip or a gzipped tar into `folder`. Throws a text with the reason when the archive cannot be unpacked. */
export function unpack(bytes: Buffer, folder: string): void {
  const files = filesOf(bytes);
  const createdFolders = new Set<string>();
  for (const { name, content } of files) {
    const relative = normalize(name);
    if (relative.startsWith('..') || relative.startsWith('/') || name.includes('\\'))
      throw `The archive names a file outside itself: ${name}`;
    if (name.endsWith('/')) continue;
    const path = join(folder, relative);
    const parent = dirname(path);
    if (!createdFolders.has(parent)) mkdirSync(parent, { recursive: true });
    createdFolders.add(parent);
    writeFileSync(path, content());
  }
}

function filesOf(bytes: Buffer): Iterable<ArchiveFile> {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return readZip(bytes, maxUnpackedBytes);
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return readTar(gunzip(bytes));
  throw 'There was an error uncompressing the action archive. The file type is unsupported';
}

function gunzip(bytes: Buffer): Buffer {
  try {
    return gunzipSync(bytes, { maxOutputLength: maxUnpackedBytes });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(maxUnpackedBytes);
    throw `There was an error uncompressing the action tar archive: ${(error as Error).message}`;
  }
}

function* readTar(bytes: Buffer): Generator<ArchiveFile> {
  const text = (at: number, length: number): string =>
    bytes.toString('utf8', at, at + length).split('\0')[0] ?? '';
  for (let at = 0; at + 512 <= bytes.length && bytes[at] !== 0; ) {
    const prefix = text(at + 345, 155);
    const name = (prefix === '' ? '' : `${prefix}/`) + text(at, 100);
    const size = Number.parseInt(text(at + 124, 12).trim() || '0', 8);
    const type = text(at + 156, 1);
    const start = at + 512;
    if (start + size > bytes.length) throw `The archive is cut off in the middle of ${name}.`;
    if (type === '1' || type === '2') throw `The archive holds a link, ${name}; put the file itself into it.`;
    if (type === '0' || type === '') yield { name, content: () => bytes.subarray(start, start + size) };
    at = start + Math.ceil(size / 512) * 512;
  }
}
