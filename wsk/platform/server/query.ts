import { malformed } from './refusal.ts';

/** The parameters of a query string in order, with `+` and percent sequences decoded. */
export type Query = [key: string, value: string][];

/** Parses a query string without `?`. As on OpenWhisk, an empty part is a parameter with an empty name. */
export function parseQuery(text: string): Query {
  if (text === '') return [];
  return text.split('&').map((part) => {
    const at = part.indexOf('=');
    return at < 0 ? [decode(part), ''] : [decode(part.slice(0, at)), decode(part.slice(at + 1))];
  });
}

/** Decodes one part of a query or form; bytes that are not UTF-8 become U+FFFD. */
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

/** Normalises a query string for a raw web action: decodes each part and encodes it again. */
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

/** The value of a parameter; the last one when the parameter is repeated. */
export function parameter(query: Query, name: string): string | undefined {
  return query.findLast(([key]) => key === name)?.[1];
}

/** A boolean parameter: true, yes, on, 1, false, no, off, 0; `otherwise` when it is empty or absent. Throws 400 for another value. */
export function flag(query: Query, name: string, otherwise: boolean): boolean {
  const text = parameter(query, name);
  if (text === undefined || text === '') return otherwise;
  if (/^(true|yes|on|1)$/i.test(text)) return true;
  if (/^(false|no|off|0)$/i.test(text)) return false;
  throw malformed(`The query parameter '${name}' must be true or false, not '${text}'.`);
}

/** An integer parameter from `low` to `high`; `otherwise` when it is absent. Throws 400 for another value. */
export function integer(query: Query, name: string, otherwise: number, low: number, high: number): number {
  const text = parameter(query, name);
  if (text === undefined) return otherwise;
  if (!/^[+-]?\d+$/.test(text))
    throw malformed(`The query parameter '${name}' must be a whole number, not '${text}'.`);
  const value = Number(text);
  if (value >= low && value <= high) return value;
  throw malformed(`The query parameter '${name}' must be between ${low} and ${high}, not ${text}.`);
}
