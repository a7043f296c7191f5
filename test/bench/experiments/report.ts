import type { Report } from './page.ts';
import { reportOne } from './report-one.ts';
import { reportTwo } from './report-two.ts';
import type { Result } from './result.ts';

/** The report of a result. */
export const reportOf = (result: Result): Report =>
  result.experiment === 'one' ? reportOne(result) : reportTwo(result);

/** What a report concludes: its last sentence. */
export const conclusionOf = ({ sentences }: Report): string => sentences.at(-1) ?? '';
