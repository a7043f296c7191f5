import { isUtf8 } from 'node:buffer';

/** The charset in a media type, in lower case. */
export const charsetOf = (type: string | undefined): string | undefined =>
  /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(type ?? '')?.[1]?.toLowerCase();

/** A media type without its charset. */
export const withoutCharset = (type = ''): string => type.replace(/;\s*charset\s*=\s*("[^"]*"|[^;]*)/i, '');

/**
 * The text of a body, as a browser reads it: a byte order mark decides, then the charset, then whether the bytes are UTF-8, then what
 * HTML, XML or CSS says at its beginning, and what is left is windows-1252. Bytes that are wrong in a declared charset become U+FFFD.
 */
export function textOf(body: Buffer, charset: string | undefined): string {
  const label = markedCharset(body) ?? charset ?? 'us-ascii';
  if (['utf-8', 'us-ascii'].includes(label) && isUtf8(body)) return body.toString('utf8');
  const own = isUtf8(body) ? 'utf-8' : (declaredInside(body) ?? 'windows-1252');
  const decoder =
    (label === 'us-ascii' ? undefined : decoderFor(label)) ?? decoderFor(own) ?? decoderFor('windows-1252');
  return decoder?.decode(body) ?? body.toString('latin1');
}

function markedCharset(body: Buffer): string | undefined {
  const mark = body.toString('hex', 0, 3);
  if (mark === 'efbbbf') return 'utf-8';
  return { feff: 'utf-16be', fffe: 'utf-16le' }[mark.slice(0, 4)];
}

/** The charset that a document names at its beginning. */
function declaredInside(body: Buffer): string | undefined {
  const start = body.toString('latin1', 0, 1024);
  const declaration =
    /^@charset "([\w-]+)";/.exec(start) ??
    /^<\?xml[^>]*\sencoding\s*=\s*["']([\w-]+)/.exec(start) ??
    /<meta[^>]*\scharset\s*=\s*["']?([\w-]+)/i.exec(start) ??
    /<meta[^>]*\scontent\s*=\s*["'][^"'>]*charset=([\w-]+)/i.exec(start);
  return declaration?.[1]?.toLowerCase();
}

/** A decoder, or undefined for a label that the Encoding Standard does not know. */
function decoderFor(label: string): InstanceType<typeof TextDecoder> | undefined {
  try {
    return new TextDecoder(label, { ignoreBOM: true });
  } catch {
    return undefined;
  }
}
