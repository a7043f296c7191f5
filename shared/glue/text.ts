import { isUtf8 } from 'node:buffer';

/** The charset in a media type, in lower case. */
export const charsetOf = (type: string | undefined): string | undefined =>
  /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(type ?? '')?.[1]?.toLowerCase();

/**
 * The text of a body, as a browser reads it: a byte order mark decides, then the charset, then whether the bytes are UTF-8, and what is
 * left is windows-1252. Bytes that are wrong in a declared charset become U+FFFD.
 */
export function textOf(body: Buffer, charset: string | undefined): string {
  const label = markedCharset(body) ?? charset ?? 'us-ascii';
  if (['utf-8', 'us-ascii'].includes(label) && isUtf8(body)) return body.toString('utf8');
  const decoder = decoderFor(label) ?? (isUtf8(body) ? decoderFor('utf-8') : decoderFor('windows-1252'));
  return decoder?.decode(body) ?? body.toString('latin1');
}

function markedCharset(body: Buffer): string | undefined {
  const mark = body.toString('hex', 0, 2);
  return { feff: 'utf-16be', fffe: 'utf-16le' }[mark];
}

/** A decoder, or undefined for a label that the Encoding Standard does not know. */
function decoderFor(label: string): InstanceType<typeof TextDecoder> | undefined {
  try {
    return new TextDecoder(label, { ignoreBOM: true });
  } catch {
    return undefined;
  }
}
