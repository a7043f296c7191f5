const money = new Intl.NumberFormat('en-IE', { style: 'currency', currency: 'EUR' });
const wholeMoney = new Intl.NumberFormat('en-IE', {
  style: 'currency',
  currency: 'EUR',
  maximumFractionDigits: 0,
});
const days = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' });
const moments = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
const clocks = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });
const numbers = new Intl.NumberFormat('en-IE');

/** `€1,234.50` */
export const euro = (amount: number): string => money.format(amount);

/** `€1,235`, for amounts that have no cents. */
export const wholeEuro = (amount: number): string => wholeMoney.format(amount);

/** `1,234` */
export const count = (number: number): string => numbers.format(number);

/** `1 policy`, `2 policies` */
export const counted = (number: number, one: string, many = `${one}s`): string =>
  `${count(number)} ${number === 1 ? one : many}`;

/** `27 Nov 2026` of `2026-11-27`; a dash where there is no date. */
export const day = (date: string | undefined): string =>
  date === undefined || Number.isNaN(Date.parse(date)) ? '–' : days.format(new Date(date));

/** Day and time of an ISO text. */
export const moment = (at: string): string =>
  Number.isNaN(Date.parse(at)) ? at : moments.format(new Date(at));

/** Time of day of an ISO text. */
export const clock = (at: string): string =>
  Number.isNaN(Date.parse(at)) ? at : clocks.format(new Date(at));

const dayMs = 86_400_000;

/** Today in UTC, as the services count days. */
export const today = (): string => new Date().toISOString().slice(0, 10);

/** The day so many days later. */
export const addDays = (date: string, number: number): string =>
  new Date(Date.parse(date) + number * dayMs).toISOString().slice(0, 10);

/** The same day so many months later; a day that the month lacks counts on into the next. */
export function addMonths(date: string, number: number): string {
  const moved = new Date(date);
  moved.setUTCMonth(moved.getUTCMonth() + number);
  return moved.toISOString().slice(0, 10);
}
