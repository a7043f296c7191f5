import { badRequest, malformed, tooLarge } from '../server/refusal.ts';
import type { Limits } from './entities.ts';

const mb = 1024 * 1024;

/** The stock limits of Apache OpenWhisk (openwhisk.md 1.6.4); sizes in bytes. */
export const limits = {
  payload: mb,
  parameters: mb,
  result: mb,
  code: 48 * mb,
  request: 50 * mb,
  sequence: 50,
  blockingWaitMs: 60_000,
  timeoutMs: [100, 300_000],
  memoryMb: [128, 512],
  logsMb: [0, 10],
} as const;

/** The limits of an action that sets none. */
export const defaultLimits: Limits = { timeout: 60_000, memory: 256, logs: 10, concurrency: 1 };

const names: [key: keyof Limits, label: string, unit: string][] = [
  ['timeout', 'time limit', 'milliseconds'],
  ['memory', 'memory limit', 'MB'],
  ['logs', 'log limit', 'MB'],
  ['concurrency', 'concurrency limit', 'activations'],
];

/** Parses the member `limits` of an action; omits absent and null members. Throws 400 for an invalid value. */
export function parseLimits(value: unknown): Partial<Limits> {
  if (value === undefined || value === null) return {};
  if (typeof value !== 'object' || Array.isArray(value)) throw malformed('limits must be an object.');
  const found: Partial<Limits> = {};
  for (const [key, label] of names) {
    const one = (value as Record<string, unknown>)[key];
    if (one === undefined || one === null) continue;
    if (typeof one !== 'number')
      throw malformed(`The ${label} must be a number, not ${JSON.stringify(one)}.`);
    if (!Number.isInteger(one)) throw malformed(`The ${label} must be a whole number, not ${one}.`);
    if ((key === 'memory' || key === 'logs') && one < 0)
      throw malformed(`The ${label} must not be negative: ${one}.`);
    found[key] = one;
  }
  return found;
}

/** Throws 400 unless the limits are within the ranges that the platform allows. */
export function checkLimits(requested: Partial<Limits>, maxConcurrency: number): void {
  const ranges = {
    timeout: limits.timeoutMs,
    memory: limits.memoryMb,
    logs: limits.logsMb,
    concurrency: [1, maxConcurrency],
  };
  for (const [key, label, unit] of names) {
    const value = requested[key];
    const [low = 0, high = 0] = ranges[key];
    if (value === undefined || (value >= low && value <= high)) continue;
    throw badRequest(`The ${label} of ${value} ${unit} is outside the allowed ${low} to ${high} ${unit}.`);
  }
}

/** Throws 413 when a list of parameters or annotations is too large; the size is that of its JSON. */
export function checkSize(what: string, list: { key: string; value: unknown }[]): void {
  let size = 0;
  for (const { key, value } of list)
    size += Buffer.byteLength(key) + Buffer.byteLength(JSON.stringify(value) ?? '');
  if (size > limits.parameters) throw tooLarge(what, size, limits.parameters);
}
