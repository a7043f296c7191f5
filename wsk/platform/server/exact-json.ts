/** Members of JSON that Node has since version 22, and TypeScript does not know yet. */
const exact = JSON as unknown as {
  parse(
    text: string,
    reviver: (key: string, value: unknown, context: { source?: string }) => unknown,
  ): unknown;
  rawJSON?: (text: string) => object;
  isRawJSON?: (value: unknown) => value is { rawJSON: string };
};

/** Texts that may hold a number that a double cannot: many digits, or a large exponent. */
const mayBeInexact = /[\d.]{16}|\d[eE][+-]?\d{3}/;

/**
 * Parses JSON and keeps every number as it was written, as OpenWhisk does: one that a double would change becomes a raw value
 * (`JSON.rawJSON`), which `JSON.stringify` writes as it was. On Node 20 such a number is rounded. Throws a SyntaxError as `JSON.parse`.
 */
export function parseExact(text: string): unknown {
  if (exact.rawJSON === undefined || !mayBeInexact.test(text)) return JSON.parse(text);
  return exact.parse(text, (_key, value, { source = '' }) =>
    typeof value === 'number' && !isExact(value, source) ? exact.rawJSON?.(source) : value,
  );
}

/** The JSON text of a number, also of one that is kept as it was written; undefined for any other value. */
export function numberText(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return exact.isRawJSON?.(value) ? value.rawJSON : undefined;
}

const isExact = (value: number, source: string): boolean =>
  Number.isFinite(value) && digitsOf(String(value)) === digitsOf(source);

/** The significant digits of a number, without the zeros around them. */
const digitsOf = (text: string): string =>
  text
    .replace(/e.*$/i, '')
    .replace(/[-.]/g, '')
    .replace(/^0+|0+$/g, '');
