import type { IncomingMessage } from 'node:http';

/** What a route of the overview's server answers. */
export interface Answer {
  /** Default 200. */
  status?: number;
  type: string;
  body: string | Buffer;
}

/** Answers the requests of its paths; undefined for those of other routes. */
export type Route = (method: string, path: string, query: URLSearchParams) => Promise<Answer | undefined>;

/** An answer of JSON. */
export const json = (value: unknown): Answer => ({ type: 'application/json', body: JSON.stringify(value) });

/** An answer of text, for example the words of an error. */
export const text = (status: number, words: string): Answer => ({ status, type: 'text/plain', body: words });

/** The answer of the first route that has one. */
export async function firstAnswer(
  routes: Route[],
  { method = 'GET', url = '/' }: IncomingMessage,
): Promise<Answer | undefined> {
  const [path = '/', query] = url.split('?');
  for (const route of routes) {
    const answer = await route(method, path, new URLSearchParams(query));
    if (answer !== undefined) return answer;
  }
  return undefined;
}
