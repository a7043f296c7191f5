import { median } from '#shared/statistics';
import { machineText, thisMachine } from './machine.ts';

/** The ratios of all rounds as text: the median, with least and greatest value in brackets; a dash when there are no values. */
export function spread(all: number[]): string {
  const ratios = all.filter(Number.isFinite);
  if (ratios.length === 0) return '–';
  return `${median(ratios).toFixed(2)} (${Math.min(...ratios).toFixed(2)}-${Math.max(...ratios).toFixed(2)})`;
}

/** A line about the machine for the end of a report. */
export const machine = (): string[] => [`Machine: ${machineText(thisMachine())}, Node ${process.version}.`];
