import { inflateRawSync } from 'node:zlib';

/** One file of an archive; `content` unpacks it. */
export interface ArchiveFile {
  name: string;
  content(): Buffer;
}

const broken = (why: string): string => `There was an error uncompressing the action Zip archive: ${why}.`;

/** The error text for an archive that unpacks to more than `maxBytes`. */
export const tooLarge = (maxBytes: number): string =>
  `The archive unpacks to more than ${maxBytes / 1024 / 1024} MB; leave out what the action does not need.`;

/**
 * The files of a zip, as its central directory lists them. Throws a text for an archive that is truncated or damaged, that holds a
 * link, or that unpacks to more than `maxBytes`. An archive that understates its sizes is detected when a file is unpacked.
 */
export function readZip(bytes: Buffer, maxBytes: number): ArchiveFile[] {
  const files: ArchiveFile[] = [];
  const end = endOf(bytes);
  const count = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  if (count === 0xffff || at === 0xffffffff) throw broken('it is a zip64, which is not supported');
  let remaining = maxBytes;
  for (let i = 0; i < count; i += 1) {
    if (at + 46 > end || bytes.readUInt32LE(at) !== 0x02014b50)
      throw broken('its central directory is damaged');
    const packed = bytes.readUInt32LE(at + 20);
    const size = bytes.readUInt32LE(at + 24);
    const nameLength = bytes.readUInt16LE(at + 28);
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
    // The upper half of the attributes is the Unix mode, when the archive was made on Unix.
    const mode = bytes.readUInt16LE(at + 40);
    if ((mode & 0xf000) === 0xa000) throw `The archive holds a link, ${name}; put the file itself into it.`;
    remaining -= size;
    if (remaining < 0) throw tooLarge(maxBytes);
    if (bytes.readUInt16LE(at + 8) & 1) throw broken(`${name} is encrypted`);
    const method = bytes.readUInt16LE(at + 10);
    const local = bytes.readUInt32LE(at + 42);
    files.push({ name, content: () => contentOf(bytes, { name, local, packed, size, method }) });
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return files;
}

interface Entry {
  name: string;
  local: number;
  packed: number;
  size: number;
  method: number;
}

function contentOf(bytes: Buffer, { name, local, packed, size, method }: Entry): Buffer {
  if (local + 30 > bytes.length || bytes.readUInt32LE(local) !== 0x04034b50)
    throw broken(`${name} is not at the offset in the central directory`);
  const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
  const data = bytes.subarray(start, start + packed);
  if (data.length < packed) throw broken(`it is cut off in the middle of ${name}`);
  if (method === 0) return data;
  if (method !== 8) throw broken(`${name} uses an unsupported compression method (${method})`);
  let content: Buffer;
  try {
    content = inflateRawSync(data, { maxOutputLength: Math.max(1, size) });
  } catch (error) {
    throw broken(`${name}: ${(error as Error).message}`);
  }
  if (content.length !== size) throw broken(`the size of ${name} differs from the central directory`);
  return content;
}

// A comment of at most 65535 bytes follows the end of the central directory.
function endOf(bytes: Buffer): number {
  for (let at = bytes.length - 22; at >= Math.max(0, bytes.length - 22 - 65_535); at -= 1) {
    if (bytes.readUInt32LE(at) === 0x06054b50) return at;
  }
  throw broken('it is cut off, or no zip at all');
}
