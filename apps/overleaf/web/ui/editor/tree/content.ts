import { whyNoDocument } from '../../../files/as-document.ts';
import { wordsOf } from '../../parts/words.ts';
import type { FileEntry } from '../entries.ts';
import { addressOf } from './changes.ts';
import { originOf } from './linked.ts';

/** What of a file can be shown, and why it cannot be edited although its name is that of a text. */
export type Content = { bytes: number; because: string | undefined } & (
  | { kind: 'picture' | 'pdf'; url: string }
  | { kind: 'text'; text: string; isWhole: boolean }
  | { kind: 'other' }
);

const pictures: Record<string, string> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  svg: 'image/svg+xml',
};
/** The type of a picture by the name of its file; undefined for other files. */
export const pictureType = (name: string): string | undefined =>
  pictures[/\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? ''];

/** More of a text is not shown. */
const shownBytes = 100_000;

/** Fetches a file and finds out how it can be shown. */
export async function load(file: FileEntry, signal: AbortSignal): Promise<Content> {
  const response = await fetch(addressOf(file), { signal });
  if (!response.ok)
    throw new Error(`“${file.name}” cannot be shown: ${wordsOf(response.status, await response.text())}`);
  const buffer = await response.arrayBuffer();
  const bytes = buffer.byteLength;
  const because = originOf(file) === undefined ? whyNoDocument(file.name, new Uint8Array(buffer)) : undefined;
  const pdf = /\.pdf$/i.test(file.name) ? 'application/pdf' : undefined;
  const type = pdf ?? pictureType(file.name);
  if (type !== undefined) {
    const url = URL.createObjectURL(new Blob([buffer], { type }));
    return { bytes, because, kind: pdf === undefined ? 'picture' : 'pdf', url };
  }
  const text = textOf(buffer.slice(0, shownBytes));
  return text === undefined
    ? { bytes, because, kind: 'other' }
    : { bytes, because, kind: 'text', text, isWhole: bytes <= shownBytes };
}

/** The text of bytes, whose last letter may be cut off; undefined for what is no text. */
export function textOf(bytes: ArrayBuffer): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
}

/** A number of bytes for people. */
export function inBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`;
  return bytes < 1024 * 1024 ? `${(bytes / 1024).toFixed(1)} KiB` : `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
}
