/**
 * A rejected promise's reason as JSON can carry it: an Error by name, message, stack, code and its own fields, a cycle
 * as "[Circular]", functions left out (what the image's `serialize-error` 9 does).
 */
export function serialiseError(reason: unknown): unknown {
  if (typeof reason === 'function') return `[Function: ${reason.name || 'anonymous'}]`;
  return typeof reason === 'object' && reason !== null ? copy(reason, []) : reason;
}

function copy(from: object, path: object[]): unknown {
  if (from instanceof Date) return from.toISOString();
  const to: Record<string, unknown> = {};
  const seen = [...path, from];
  for (const [key, value] of Object.entries(from)) {
    if (Buffer.isBuffer(value)) to[key] = '[object Buffer]';
    else if (typeof value === 'function') continue;
    else if (typeof value !== 'object' || value === null) to[key] = value;
    else if (seen.includes(value)) to[key] = '[Circular]';
    else if (Array.isArray(value)) to[key] = value.map((item) => copyItem(item, seen));
    else to[key] = copy(value, seen);
  }
  if (from instanceof Error) {
    for (const key of ['name', 'stack', 'message', 'code'] as const) {
      const value: unknown = (from as unknown as Record<string, unknown>)[key];
      if (typeof value === 'string') to[key] = value;
    }
  }
  return Array.isArray(from) ? Object.values(to) : to;
}

function copyItem(item: unknown, seen: object[]): unknown {
  if (typeof item !== 'object' || item === null) return item;
  return seen.includes(item) ? '[Circular]' : copy(item, seen);
}
