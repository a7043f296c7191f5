import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { apps } from '#apps/apps';
import { startStack } from '#compose/local/stack';
import { forms } from '#shared/app/addresses';
import { Failure } from '#shared/cli/failure';
import type { Progress } from '#shared/cli/progress';
import { parseJson } from '#shared/parse';

/** The addresses of both forms of an application. */
export type Urls = Readonly<z.infer<typeof urls>>;

const urlOf = z.object({ url: z.string() }).transform(({ url }) => url);
const urls = z.object({ microservice: urlOf, serverless: urlOf });
const printed = z.object({ apps: z.record(z.string(), urls) });

/** The addresses of an application in the line that `npm start -- --json` has printed into a file. */
export function urlsIn(file: string, app: string): Urls {
  const text = readFileSync(file, 'utf8');
  if (text === '') throw new Failure(`${file} is empty: wait until all runs.`);
  const found = parseJson(printed, text, file).apps[app];
  if (found === undefined) throw new Failure(`By ${file}, ${app} does not run: name it to npm start.`);
  return found;
}

/** Runs both forms of an application while `work` takes place. */
export async function whileRunning(
  app: string,
  progress: Progress,
  work: (urls: Urls) => Promise<void>,
): Promise<void> {
  const onFatal = (reason: string): void => progress.line(reason);
  const stack = await startStack({
    apps: [apps[app]].flatMap((each) => each ?? []),
    forms: [...forms],
    progress,
    onFatal,
  });
  try {
    await work(urls.parse(Object.fromEntries(stack.deployments.map((each) => [each.form, each]))));
  } finally {
    await stack.stop();
  }
}
