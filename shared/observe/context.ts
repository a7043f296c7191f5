import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';

/** What a piece of work waits for: a connection to a data store, the store, another service, or somebody else's system. */
export const waitKinds = ['init', 'store', 'call', 'gateway'] as const;
export type Wait = (typeof waitKinds)[number];

/** The trace of the current request. It follows the request through every `await`. */
export interface Trace {
  /** 32 hexadecimal digits, the same in every service that the request reaches. */
  readonly traceId: string;
  /** 16 hexadecimal digits: the span of this service. */
  readonly spanId: string;
  /** The span of whoever has sent the request; absent where the trace begins. */
  readonly parentId?: string;
  /** When it began, in milliseconds of `performance.now()`. */
  readonly from: number;
  /** When and for what the request waited, in milliseconds of `performance.now()`. */
  readonly waits: { kind: Wait; from: number; to: number }[];
}

const storage = new AsyncLocalStorage<Trace>();

/** The trace of the current request, if there is one. */
export const currentTrace = (): Trace | undefined => storage.getStore();

/** Runs `work` inside the trace of a W3C `traceparent` header; without one it starts a new trace. */
export function withTrace<Result>(traceparent: string | undefined, work: (trace: Trace) => Result): Result {
  const [, traceId = randomBytes(16).toString('hex'), parentId] =
    /^00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}$/.exec(traceparent ?? '') ?? [];
  const trace: Trace = {
    traceId,
    spanId: randomBytes(8).toString('hex'),
    ...(parentId !== undefined && { parentId }),
    from: performance.now(),
    waits: [],
  };
  return storage.run(trace, () => work(trace));
}

/** Headers that carry the current trace to another service or through a broker. */
export function traceHeaders(): { traceparent?: string } {
  const trace = currentTrace();
  return trace === undefined ? {} : { traceparent: `00-${trace.traceId}-${trace.spanId}-01` };
}

/** Runs `work` and records in the current trace how long it took and what it waited for. */
export async function withWait<Result>(kind: Wait, work: () => Promise<Result>): Promise<Result> {
  const trace = currentTrace();
  const from = performance.now();
  try {
    return await work();
  } finally {
    trace?.waits.push({ kind, from, to: performance.now() });
  }
}
