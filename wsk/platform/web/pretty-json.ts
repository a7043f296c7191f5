/** JSON as OpenWhisk prints it in the responses of web actions: each member on its own line in sorted order, each array on one line. */
export function prettyJson(value: unknown, indent = 0): string {
  if (Array.isArray(value)) return `[${value.map((one) => prettyJson(one, indent)).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const blanks = ' '.repeat(indent + 2);
  const members = Object.keys(value)
    .sort()
    .map(
      (key) =>
        `${blanks}${JSON.stringify(key)}: ${prettyJson((value as Record<string, unknown>)[key], indent + 2)}`,
    );
  return `{\n${members.join(',\n')}\n${' '.repeat(indent)}}`;
}
