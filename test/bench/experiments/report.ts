import type { Report } from './page.ts';
import { reportOne } from './report-one.ts';
import { reportTwo } from './report-two.ts';
import type { Result } from './result.ts';

/** The report of a result. */
export const reportOf = (result: Result): Report =>
  result.experiment === 'one' ? reportOne(result) : reportTwo(result);
