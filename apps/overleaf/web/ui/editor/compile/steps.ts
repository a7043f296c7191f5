import * as z from 'zod';

/** What the time of a compile went into, in milliseconds; the steps add up to the whole. */
export const stepsSchema = z.object({
  Invocation: z.number(),
  Init: z.number(),
  Compute: z.number(),
  Store: z.number(),
});

/** The steps, and what each of them is in words. */
export const stepWords = {
  Invocation: 'Calling the service, and waiting for it to start',
  Init: 'Starting an instance and connecting to stores',
  Compute: 'Working, LaTeX above all',
  Store: 'Reading and writing stores',
} as const;
export const steps = Object.keys(stepWords) as (keyof typeof stepWords)[];
