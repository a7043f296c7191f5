/** What a page says while nothing answers it. */
export const unreachable = 'The runner cannot be reached. Is it still running?';

/** Asks the runner for the text at a path. Throws an error in words when it does not answer, or answers with another status than 200. */
export async function askText(path: string, options: RequestInit = {}): Promise<string> {
  const answer = await fetch(path, options).catch((problem) => {
    if (options.signal?.aborted) throw problem;
    throw new Error(unreachable);
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(text.trim() || `The runner answered with status ${answer.status}.`);
  return text;
}

/** Asks the runner for what it has as JSON at a path. Throws as `askText`. */
export const ask = async <Body>(path: string, options: RequestInit = {}): Promise<Body> =>
  JSON.parse(await askText(path, options)) as Body;
