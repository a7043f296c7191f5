import * as z from 'zod';
import { safeParseJson } from '../parse.ts';
import { waitKinds } from './context.ts';

/** The log line of a service about one request or message; see `request-log.ts`. */
const logLine = z.object({
  service: z.string(),
  trace: z.string(),
  ms: z.number(),
  compute: z.number(),
  store: z.number(),
  gateway: z.number(),
  /** The start of the work, in milliseconds since 1970. */
  at: z.number(),
  /** Each wait: its kind, and its begin and end in milliseconds after `at`. */
  waits: z.array(z.tuple([z.enum(waitKinds), z.number(), z.number()])),
  /** The name of the work, if it is a message and no request. */
  work: z.string().exactOptional(),
  /** Milliseconds for loading the code before, if an instance had to be started. */
  initMs: z.number().exactOptional(),
  /** The process or action that has logged it, as whoever reads its log knows. */
  part: z.string().exactOptional(),
});
export type LogLine = z.output<typeof logLine>;

/** The time of a request by what it was spent on. Invocation, Init, Compute, Store and Gateway add up to the whole. */
export interface Steps {
  /** Between services: sockets, gateway, platform. */
  Invocation: number;
  /** Loading code in a new instance, and connecting to data stores. */
  Init: number;
  /** In the services' own code. */
  Compute: number;
  /** In data stores. */
  Store: number;
  /** In external systems, such as the payment provider's. */
  Gateway: number;
  /** After the response: until the asynchronous work of the request is done. */
  Dispatch: number;
}

/** Parses a line of a log; `undefined` if it is not about a request or message. */
export function parseLogLine(text: string): LogLine | undefined {
  const begin = text.indexOf('{');
  return begin < 0 ? undefined : safeParseJson(logLine, text.slice(begin));
}

/**
 * Splits `totalMs`, measured by the client, by what the services logged about the same trace. A moment in which some
 * service computes counts as Compute; one in which all wait, as Store if one of them waits for a store, else as Gateway,
 * else as Init. What goes on after the response does not count.
 */
export function stepsOf(totalMs: number, lines: LogLine[], dispatchMs: number): Steps {
  const spans = lines.filter((line) => line.work === undefined).flatMap(spansOf);
  const end = Math.min(...spans.map(({ from }) => from)) + totalMs;
  const ends = spans.flatMap(({ from, to }) => [from, to]).map((moment) => Math.min(moment, end));
  const moments = [...new Set(ends)].sort((a, b) => a - b);
  const parts = { Init: 0, Compute: 0, Store: 0, Gateway: 0 };
  for (const [index, from] of moments.entries()) {
    const to = moments[index + 1] ?? from;
    const busy = new Set(spans.flatMap((span) => (span.from <= from && span.to >= to ? [span.part] : [])));
    const part = order.find((each) => busy.has(each));
    if (part !== undefined) parts[part] += to - from;
  }
  const { Init, Compute, Store, Gateway } = parts;
  return {
    Invocation: round(Math.max(0, totalMs - Init - Compute - Store - Gateway)),
    Init: round(Init),
    Compute: round(Compute),
    Store: round(Store),
    Gateway: round(Gateway),
    Dispatch: round(dispatchMs),
  };
}

const order = ['Compute', 'Store', 'Gateway', 'Init'] as const;

interface Span {
  part: (typeof order)[number];
  from: number;
  to: number;
}

const partOf = { init: 'Init', store: 'Store', gateway: 'Gateway' } as const;

/** The start of the instance before a piece of work, its waits, and the computing between them. */
function spansOf({ at, ms, waits, initMs = 0 }: LogLine): Span[] {
  const spans: Span[] = initMs > 0 ? [{ part: 'Init', from: at - initMs, to: at }] : [];
  let free = 0;
  for (const [kind, from, to] of [...waits].sort((a, b) => a[1] - b[1])) {
    if (from > free) spans.push({ part: 'Compute', from: at + free, to: at + from });
    if (kind !== 'call') spans.push({ part: partOf[kind], from: at + from, to: at + to });
    free = Math.max(free, to);
  }
  if (ms > free) spans.push({ part: 'Compute', from: at + free, to: at + ms });
  return spans;
}

const round = (ms: number): number => Math.round(ms * 100) / 100;
