/** `12 ms`, or a dash for nothing. */
export const inUnit = (value: number | undefined, unit: string): string =>
  value === undefined ? '–' : `${value} ${unit}`;
