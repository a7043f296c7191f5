const day = new Intl.DateTimeFormat(undefined, {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
});
const time = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });

/** The day of a time in milliseconds, in the words of this person's language. */
export const dayOf = (ms: number): string => day.format(ms);

/** The time of day. */
export const timeOf = (ms: number): string => time.format(ms);

/** Puts what follows each other on one day together. */
export function byDay<Item>(items: Item[], timeIn: (item: Item) => number): { day: string; items: Item[] }[] {
  const days: { day: string; items: Item[] }[] = [];
  for (const item of items) {
    const name = dayOf(timeIn(item));
    const last = days.at(-1);
    if (last?.day === name) last.items.push(item);
    else days.push({ day: name, items: [item] });
  }
  return days;
}
