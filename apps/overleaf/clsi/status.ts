import type { Ended } from './run.ts';

/** How a compile has ended, in the words of the original. */
export function statusOf(
  { by, code }: Pick<Ended, 'by' | 'code'>,
  { hasPdf, isCheck, error }: { hasPdf: boolean; isCheck: boolean; error: string | null },
): string {
  if (by === 'stop') return 'terminated';
  if (by === 'time') return 'timedout';
  if (isCheck) return hasPdf && code === 0 ? 'validation-pass' : 'validation-fail';
  return hasPdf && error === null ? 'success' : 'failure';
}
