import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type ArchiveFile, readZip, tooLarge } from './zip.ts';

/** The most bytes that an archive's files may have together. */
export const mostUnpacked = 512 * 1024 * 1024;

/** Unpacks a zip or gzip tar into `folder`; throws a text that says what is wrong with any other. */
export function unpack(bytes: Buffer, folder: string): void {
  const files = filesOf(bytes);
  const made = new Set<string>();
  for (const { name, content } of files) {
    const relative = normalize(name);
    if (relative.startsWith('..') || relative.startsWith('/') || name.includes('\\'))
      throw `The archive names a file outside itself: ${name}`;
    if (name.endsWith('/')) continue;
    const path = join(folder, relative);
    const parent = dirname(path);
    if (!made.has(parent)) mkdirSync(parent, { recursive: true });
    made.add(parent);
    writeFileSync(path, content());
  }
}

function filesOf(bytes: Buffer): Iterable<ArchiveFile> {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return readZip(bytes, mostUnpacked);
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return readTar(gunzip(bytes));
  throw 'There was an error uncompressing the action archive. The file type is unsupported';
}

function gunzip(bytes: Buffer): Buffer {
  try {
    return gunzipSync(bytes, { maxOutputLength: mostUnpacked });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(mostUnpacked);
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
