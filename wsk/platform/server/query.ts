import { malformed } from './refusal.ts';

/** A query string's parameters in order, `+` and percent sequences decoded. */
export type Query = [key: string, value: string][];

/** Reads a query string without `?`; an empty part counts as a parameter with an empty name, as on OpenWhisk. */
export function parseQuery(text: string): Query {
  if (text === '') return [];
  return text.split('&').map((part) => {
    const at = part.indexOf('=');
    return at < 0 ? [decode(part), ''] : [decode(part.slice(0, at)), decode(part.slice(at + 1))];
  });
}

/** Decodes a query or form part; bytes that are not UTF-8 become U+FFFD. */
export function decode(text: string): string {
  const spaced = text.includes('+') ? text.replaceAll('+', ' ') : text;
  return spaced.includes('%') ? decodePercent(spaced) : spaced;
}

/** Decodes percent sequences; bytes that are not UTF-8 become U+FFFD. */
export function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    const bytes = text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
    return Buffer.from(bytes, 'latin1').toString();
  }
}

/** Writes a query string the way a raw web action gets it: decoded and encoded anew. */
export function renderQuery(text: string): string {
  if (text === '') return '';
  return text
    .split('&')
    .map((part) => {
      const at = part.indexOf('=');
      return at < 0
        ? encode(decode(part))
        : `${encode(decode(part.slice(0, at)))}=${encode(decode(part.slice(at + 1)))}`;
    })
    .join('&');
}

function encode(text: string): string {
  const encoded = encodeURIComponent(text);
  return encoded.replace(/%(20|24|2C|2F|3A|3F|40)/g, (_, hex: string) =>
    hex === '20' ? '+' : String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

/** A parameter's value; the last one wins. */
export function parameter(query: Query, name: string): string | undefined {
  return query.findLast(([key]) => key === name)?.[1];
}

/** A yes-or-no parameter: true, yes, on, 1, false, no, off, 0; empty and absent give `otherwise`. */
export function flag(query: Query, name: string, otherwise: boolean): boolean {
  const text = parameter(query, name);
  if (text === undefined || text === '') return otherwise;
  if (/^(true|yes|on|1)$/i.test(text)) return true;
  if (/^(false|no|off|0)$/i.test(text)) return false;
  throw malformed(`The query parameter '${name}' must be true or false, not '${text}'.`);
}

/** A whole number parameter between `low` and `high`. */
export function integer(query: Query, name: string, otherwise: number, low: number, high: number): number {
  const text = parameter(query, name);
  if (text === undefined) return otherwise;
  if (!/^[+-]?\d+$/.test(text))
    throw malformed(`The query parameter '${name}' must be a whole number, not '${text}'.`);
  const value = Number(text);
  if (value >= low && value <= high) return value;
  throw malformed(`The query parameter '${name}' must be between ${low} and ${high}, not ${text}.`);
}
