import type { Visit } from './visits.ts';

/** When a box or an arrow is lit, in milliseconds of the playback; `steps` are the numbers of the visits for which it is. */
export interface Light {
  from: number;
  to: number;
  /** Whether the instance of an action loads its code. */
  isInit: boolean;
  step: number;
}

/** A request as it is played: the lights of boxes, and of arrows by `FROM TO`. */
export interface Playback {
  lights: Map<string, Light[]>;
  /** How many times slower it is than the request was; below 1 it is faster. */
  slower: number;
}

/** A light that is shorter would not be seen. */
const leastMs = 220;
/** The end of the last light. Below five seconds, because what moves for longer would need a button that stops it. */
export const endMs = 4900;
/** How long the longest of the playbacks takes. */
export const playMs = endMs - leastMs;
/** Times in which nothing is logged are shortened to this part of all others. */
const longestGap = 0.08;

/** The key of an arrow. */
export const arrowKey = (from: string, to: string): string => `${from} ${to}`;

/** Plays several traces to the same scale, so that the longest one takes `playMs`. */
export function playbacksOf(traces: Visit[][]): Playback[] {
  const clocks = traces.map(clockOf);
  const longest = Math.max(0.001, ...clocks.map(({ end }) => end));
  const slower = playMs / longest;
  return traces.map((visits, index) => ({
    lights: lightsOf(visits, (ms) => (clocks[index]?.at(ms) ?? 0) * slower),
    slower,
  }));
}

function lightsOf(visits: Visit[], at: (ms: number) => number): Playback['lights'] {
  const lights = new Map<string, Light[]>();
  const light = (key: string, step: number, from: number, to: number, isInit = false): void => {
    const span = { from: at(from), to: Math.max(at(to), at(from) + leastMs), isInit, step };
    lights.set(key, [...(lights.get(key) ?? []), span]);
  };
  for (const [index, { box, from, to, by, through, initMs = 0, waits, stores }] of visits.entries()) {
    const step = index + 1;
    if (initMs > 0) light(box, step, from - initMs, from, true);
    light(box, step, from, to);
    if (by !== undefined && through === undefined) light(arrowKey(by, box), step, from - initMs, to);
    if (by !== undefined && through !== undefined) {
      light(through, step, from, to);
      light(arrowKey(by, through), step, from, to);
      light(arrowKey(box, through), step, from, to);
    }
    for (const wait of waits)
      for (const store of stores) {
        light(store, step, wait.from, wait.to);
        light(arrowKey(box, store), step, wait.from, wait.to);
      }
  }
  return lights;
}

/** A clock that runs fast while nothing goes on: maps milliseconds of a trace to milliseconds without most of the gaps. */
function clockOf(visits: Visit[]): { at(ms: number): number; end: number } {
  const spans = visits
    .map(({ from, to, initMs = 0 }) => ({ from: from - initMs, to }))
    .sort((a, b) => a.from - b.from);
  const busy: { from: number; to: number }[] = [];
  for (const { from, to } of spans) {
    const last = busy.at(-1);
    if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to);
    else busy.push({ from, to });
  }
  const gap = longestGap * busy.reduce((sum, { from, to }) => sum + to - from, 0);
  const shorten = (length: number): number => Math.min(length, gap);
  const at = (ms: number): number => {
    let [shown, before] = [0, 0];
    for (const { from, to } of busy) {
      if (ms <= from) break;
      shown += shorten(from - before) + Math.min(ms, to) - from;
      before = to;
    }
    return ms > before ? shown + shorten(ms - before) : shown;
  };
  return { at, end: at(busy.at(-1)?.to ?? 0) };
}
