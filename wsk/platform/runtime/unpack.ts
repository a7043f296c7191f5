import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { unzipSync } from 'fflate';

/** Unpacks a base64 zip or gzip tar into `folder`; throws the text the Node image gives for anything else. */
export function unpack(code: string, folder: string): void {
  const bytes = Buffer.from(code, 'base64');
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) unzip(bytes, folder);
  else if (bytes[0] === 0x1f && bytes[1] === 0x8b) untar(gunzipSync(bytes), folder);
  else throw 'There was an error uncompressing the action archive. The file type is unsupported';
}

function unzip(bytes: Buffer, folder: string): void {
  let files: Record<string, Uint8Array>;
  try {
    files = unzipSync(bytes);
  } catch {
    throw 'There was an error uncompressing the action Zip archive.';
  }
  for (const [name, content] of Object.entries(files)) put(folder, name, content);
}

function untar(bytes: Buffer, folder: string): void {
  const text = (at: number, length: number): string =>
    bytes.toString('utf8', at, at + length).split('\0')[0] ?? '';
  for (let at = 0; at + 512 <= bytes.length && bytes[at] !== 0; ) {
    const prefix = text(at + 345, 155);
    const name = (prefix === '' ? '' : `${prefix}/`) + text(at, 100);
    const size = Number.parseInt(text(at + 124, 12).trim() || '0', 8);
    const type = text(at + 156, 1);
    if (type === '0' || type === '') put(folder, name, bytes.subarray(at + 512, at + 512 + size));
    at += 512 + Math.ceil(size / 512) * 512;
  }
}

function put(folder: string, name: string, content: Uint8Array): void {
  const relative = normalize(name);
  if (name.endsWith('/')) return;
  // An archive must not write outside its own folder.
  if (relative.startsWith('..') || relative.startsWith('/'))
    throw `The archive names a file outside itself: ${name}`;
  const path = join(folder, relative);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}
