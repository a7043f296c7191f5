import type { Alarm } from '../entities/entities.ts';

const minPeriodMs = 10;

/**
 * The first time after `after` at which an alarm fires, both in milliseconds since 1970; undefined when its `stopDate` comes first. The
 * alarm fires at its `startDate` and at each interval after it; without one, at each interval after `from`, by default after now.
 */
export function nextFire({ minutes, from, startDate, stopDate }: Alarm, after: number): number | undefined {
  const period = Math.max(minPeriodMs, minutes * 60_000);
  const since = from === undefined ? after : Date.parse(from);
  const first = startDate === undefined ? since + period : Date.parse(startDate);
  const past = after < first ? 0 : Math.floor((after - first) / period) + 1;
  const next = first + past * period;
  return stopDate !== undefined && next >= Date.parse(stopDate) ? undefined : next;
}
