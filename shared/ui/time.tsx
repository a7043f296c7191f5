/** A moment as the console shows it, which breaks between the day and the time only. */
export function Time({ at }: { at: number | string }) {
  const [day, time] = timeText(at).split(' ');
  return (
    <time dateTime={new Date(at).toISOString()}>
      <span class="unbroken">{day}</span> <span class="unbroken">{time}</span>
    </time>
  );
}

/**
 * A moment in text: `2026-11-30 13:04:59`, in the time zone of the browser. It is given in milliseconds since 1970 or as text of ISO
 * 8601.
 */
export const timeText = (at: number | string): string => new Date(at).toLocaleString('sv-SE'); // the locale that writes dates as ISO 8601 does
