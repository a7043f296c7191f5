import { capital } from './capital.ts';

/** Says in words for people what browsers and libraries say to programmers; undefined for what is said to people. */
function translated({ name, message }: Error): string | undefined {
  if (name === 'TypeError' && /failed to fetch|networkerror|load failed/i.test(message))
    return 'the site cannot be reached: look whether you are connected, and try again';
  if (name === 'SyntaxError' || name === 'ZodError' || name === '$ZodError')
    return 'this page does not understand the answer of the site: load the page again';
  return undefined;
}

/** What to tell a person about an error of any kind: a sentence. */
export const inWords = (error: unknown): string => {
  const text = error instanceof Error ? (translated(error) ?? error.message) : String(error);
  return capital(text) + (/[.!?]$/.test(text) ? '' : '.');
};
