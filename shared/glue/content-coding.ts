import * as zlib from 'node:zlib';
import { Decompress } from 'fzstd';

type Decoder = (body: Buffer, limits: { maxOutputLength: number }) => Buffer;

/** The codings of the HTTP registry that a server may send; `compress` and those between agreed parties have no decoder here. */
const decoders = new Map<string, Decoder>([
  ['gzip', zlib.gunzipSync],
  ['x-gzip', zlib.gunzipSync],
  ['deflate', inflate],
  ['br', zlib.brotliDecompressSync],
  // Node 20, the newest of OpenWhisk's images, has no zstd.
  ['zstd', zlib.zstdDecompressSync ?? unzstd],
]);

/** The standard means zlib's format; some servers send deflate data without its two bytes of header. */
function inflate(body: Buffer, limits: { maxOutputLength: number }): Buffer {
  const isZlib = body.length > 1 && (body[0] as number) % 16 === 8 && body.readUInt16BE() % 31 === 0;
  return isZlib ? zlib.inflateSync(body, limits) : zlib.inflateRawSync(body, limits);
}

/** Decodes zstd where Node cannot. Throws when the result has more bytes than the limit. */
export function unzstd(body: Buffer, { maxOutputLength }: { maxOutputLength: number }): Buffer {
  const chunks: Uint8Array[] = [];
  let left = maxOutputLength;
  const decoder = new Decompress((chunk) => {
    left -= chunk.length;
    if (left < 0) throw new RangeError(`more than ${maxOutputLength} bytes`);
    chunks.push(chunk);
  });
  decoder.push(body, true);
  return Buffer.concat(chunks);
}

/**
 * The codings in a Content-Encoding header, in the order in which they were applied (RFC 9110, section 8.4): in lower case, without
 * empty elements and `identity`.
 */
export function codingsOf(header: string | string[] | undefined): string[] {
  if (header === undefined) return [];
  const elements = String(header).toLowerCase().split(',');
  return elements.map((element) => element.trim()).filter((element) => !['', 'identity'].includes(element));
}

/**
 * Decodes a body. Returns undefined for an unknown coding, for a body that does not have its coding, and for one that would have more
 * than `maxBytes`.
 */
export function decodeContent(body: Buffer, codings: string[], maxBytes: number): Buffer | undefined {
  try {
    let decoded: Buffer | undefined = body;
    for (const coding of codings.toReversed()) {
      decoded = decoded && decoders.get(coding)?.(decoded, { maxOutputLength: maxBytes });
    }
    return decoded;
  } catch {
    return undefined;
  }
}
