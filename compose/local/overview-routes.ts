import type { IncomingMessage } from 'node:http';
import type { Answer } from './overview-answers.ts';

/** Answers the requests of its paths; undefined for those of other routes. */
export type Route = (method: string, path: string, query: URLSearchParams) => Promise<Answer | undefined>;

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
