/** Asks the runner, which serves the page, and answers its JSON. Throws with its words when it refuses, or when it cannot be reached. */
export async function askRunner<Body>(path: string, method = 'GET'): Promise<Body> {
  const answer = await fetch(path, { method }).catch(() => {
    throw new Error('The runner cannot be reached. Is it still running?');
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(text.trim() || `The runner answered with status ${answer.status}.`);
  return JSON.parse(text) as Body;
}
