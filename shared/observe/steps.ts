import * as z from 'zod';
import { safeParseJson } from '../parse.ts';
import { waitKinds } from './context.ts';

/** What a service's log line about one request or message says; see `request-log.ts`. */
const logLine = z.object({
  service: z.string(),
  trace: z.string(),
  ms: z.number(),
  compute: z.number(),
  store: z.number(),
  gateway: z.number(),
  /** When the work began, in milliseconds since 1970. */
  at: z.number(),
  /** What it waited for: kind, begin and end in milliseconds after `at`. */
  waits: z.array(z.tuple([z.enum(waitKinds), z.number(), z.number()])),
  /** Present when no HTTP request but a message was worked on. */
  work: z.string().exactOptional(),
  /** Milliseconds that loading the code took before, where an instance had to be started for it. */
  initMs: z.number().exactOptional(),
});
export type LogLine = z.output<typeof logLine>;

/** Where the milliseconds of a request went. Invocation, Init, Compute, Store and Gateway add up to the request's time. */
export interface Steps {
  /** On the way between services: sockets, front door, platform. */
  Invocation: number;
  /** Loading code in a new instance, and connecting to data stores. */
  Init: number;
  /** In the services' own code. */
  Compute: number;
  /** In data stores. */
  Store: number;
  /** In the system of the payment provider, or whoever else is asked outside. */
  Gateway: number;
  /** After the answer: until what the request set off is done. */
  Dispatch: number;
}

/** Reads a line of a log; `undefined` if it is not about a piece of work. */
export function parseLogLine(text: string): LogLine | undefined {
  const begin = text.indexOf('{');
  return begin < 0 ? undefined : safeParseJson(logLine, text.slice(begin));
}

/**
 * Splits `totalMs`, measured by the client, by what the services logged about the same trace. A moment in which some
 * service computes counts as Compute; one in which all wait, as Store if one of them waits for a store, else as Gateway,
 * else as Init.
 */
export function stepsOf(totalMs: number, lines: LogLine[], dispatchMs: number): Steps {
  const spans = lines.filter((line) => line.work === undefined).flatMap(spansOf);
  const moments = [...new Set(spans.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
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

/** The start before a piece of work, its waits, and what is between them. */
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
