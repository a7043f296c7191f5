import type { Trace, Wait } from './context.ts';

/** The times of a piece of work in its log line; the parts add up to `ms`. */
export interface Timing {
  /** Milliseconds from the first to the last moment. */
  ms: number;
  /** Milliseconds in which the service computed and waited for nothing. */
  compute: number;
  init: number;
  store: number;
  call: number;
  gateway: number;
  /** When it began, in milliseconds since 1970. */
  at: number;
  /** Each wait: its kind, and its begin and end in milliseconds after `at`. */
  waits: [Wait, number, number][];
}

/** Splits the time since `from` by what was waited for; overlapping waits count once, for the one that began first. */
export function timing(trace: Pick<Trace, 'waits'>, from: number, to = performance.now()): Timing {
  const parts: Record<Wait, number> = { init: 0, store: 0, call: 0, gateway: 0 };
  let covered = from;
  for (const wait of [...trace.waits].sort((a, b) => a.from - b.from)) {
    parts[wait.kind] += Math.max(0, wait.to - Math.max(wait.from, covered));
    covered = Math.max(covered, wait.to);
  }
  const ms = to - from;
  const compute = Math.max(0, ms - parts.init - parts.store - parts.call - parts.gateway);
  const waits = trace.waits.map(({ kind, ...wait }): [Wait, number, number] => [
    kind,
    round(wait.from - from),
    round(wait.to - from),
  ]);
  return {
    ms: round(ms),
    compute: round(compute),
    ...mapRound(parts),
    at: round(performance.timeOrigin + from),
    waits,
  };
}

const round = (ms: number): number => Math.round(ms * 1000) / 1000;
const mapRound = (parts: Record<Wait, number>): Record<Wait, number> => ({
  init: round(parts.init),
  store: round(parts.store),
  call: round(parts.call),
  gateway: round(parts.gateway),
});
