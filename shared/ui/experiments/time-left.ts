import type { TimedPart } from './types.ts';

/** What is known before a run has measured anything. */
export const usualTime =
  'Of a usual length, which the fields propose, it takes 3 to 15 minutes; the page tells the time left as soon as a pace is known.';

/** After so many parts there is a pace to measure. */
const leastParts = 3;

/**
 * How much of a run is measured, and how long the rest takes at the pace between two of its parts, the first one and the last one.
 * Undefined as long as there is no pace.
 */
export function timeLeft(first: TimedPart | undefined, last: TimedPart | undefined): string | undefined {
  if (first === undefined || last === undefined || last.done - first.done < leastParts) return undefined;
  const partMs = (last.at - first.at) / (last.done - first.done);
  const minutes = ((last.of - last.done) * partMs) / 60_000;
  const left = minutes < 1 ? 'less than a minute' : `about ${Math.round(minutes)} min`;
  return `${last.done} of ${last.of} parts are measured; ${left} left at the pace so far.`;
}
