import * as z from 'zod';

const dayMs = 86_400_000;
const midnight = (date: string): number => Date.parse(`${date}T00:00:00Z`);
const toDate = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(midnight(text)) && toDate(midnight(text)) === text;

/** A day as `YYYY-MM-DD`; the array `[year, month, day]`, which the original writes, is taken too. */
export const date = z.preprocess(
  (value) =>
    Array.isArray(value) && value.length === 3
      ? value.map((part, index) => String(part).padStart(index === 0 ? 4 : 2, '0')).join('-')
      : value,
  z.string('must be a date such as 2031-12-31').refine(isDay, 'must be a date such as 2031-12-31'),
);

/** Today, in UTC. */
export const today = (): string => toDate(Date.now());

/** The day so many days later. */
export const addDays = (day: string, days: number): string => toDate(midnight(day) + days * dayMs);

/** How many days a period has, both its ends included. */
export const daysIn = (from: string, to: string): number =>
  Math.round((midnight(to) - midnight(from)) / dayMs) + 1;
