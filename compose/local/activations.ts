import * as z from 'zod';
import { type LogLine, parseLogLine } from '#shared/observe/steps';
import { blameSystem, parseJson } from '#shared/parse';
import type { Target } from '#wsk/deploy/target';

/** The members of activations' records that are used here. */
const activationRecords = z.array(
  z.object({
    name: z.string(),
    logs: z.array(z.string()).default([]),
    annotations: z.array(z.object({ key: z.string(), value: z.unknown() })).default([]),
  }),
);

type Host = Pick<Target, 'apihost' | 'auth'>;

/** The records of activations that a query finds, the newest first. */
async function activationsOf({ apihost, auth }: Host, query: Record<string, string>) {
  const url = `${apihost}/api/v1/namespaces/_/activations?${new URLSearchParams({ docs: 'true', ...query })}`;
  const headers = { authorization: `Basic ${Buffer.from(auth).toString('base64')}` };
  const text = await (await fetch(url, { headers })).text();
  return parseJson(activationRecords, text, `the activations of ${apihost}`, blameSystem);
}

/** What the last activations of an action, `PACKAGE/ACTION`, have logged; the oldest line first. */
export async function logOf(host: Host, action: string): Promise<string> {
  const records = await activationsOf(host, { name: action, limit: '50' });
  return records
    .toReversed()
    .flatMap(({ logs }) => logs.map((line) => `${line}\n`))
    .join('');
}

/** The actions' log lines of a trace from activations between `from` and `to`, in epoch milliseconds. */
export async function linesOf(
  host: Host,
  traceId: string,
  from: number,
  to = Date.now(),
): Promise<LogLine[]> {
  const records = await activationsOf(host, { limit: '200', since: `${from}`, upto: `${to}` });
  return records.flatMap(({ name, logs, annotations }) => {
    const initMs = annotations.find(({ key }) => key === 'initTime')?.value;
    const lines = logs.flatMap((text) => parseLogLine(text) ?? []);
    // The initialisation of an instance precedes the first line that it logged.
    const first = Math.min(...lines.map(({ at }) => at));
    return lines
      .filter((line) => line.trace === traceId)
      .map((line) => ({ ...line, part: name }))
      .map((line) => (initMs === undefined || line.at > first ? line : { ...line, initMs: Number(initMs) }));
  });
}
