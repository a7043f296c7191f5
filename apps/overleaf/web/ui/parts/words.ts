import * as z from 'zod';

const refusal = z.union([
  z.object({ message: z.string() }).transform(({ message }) => message),
  // So uploads are refused.
  z.object({ error: z.string() }).transform(({ error }) => error),
]);

/** What the site says about a request that it refuses. */
export function wordsOf(status: number, text: string): string {
  try {
    return refusal.parse(JSON.parse(text));
  } catch {
    return text.length > 0 && text.length < 300 ? text : `The site answered ${status}`;
  }
}
