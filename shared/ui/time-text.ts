/**
 * A moment as the console shows it: `2026-11-30 13:04:59`, in the time zone of the browser. It is given in milliseconds since 1970 or as
 * text of ISO 8601.
 */
export const timeText = (at: number | string): string => new Date(at).toLocaleString('sv-SE'); // the locale that writes dates as ISO 8601 does
