/**
 * Who sent a request: the last entry of `x-forwarded-for`, which the platform's own front wrote; those before it
 * may be anybody's invention.
 */
export function clientAddress(headers: Record<string, string>): string {
  const forwarded = headers['x-forwarded-for'];
  if (forwarded === undefined) return '127.0.0.1';
  return forwarded.slice(forwarded.lastIndexOf(',') + 1).trim() || '127.0.0.1';
}
