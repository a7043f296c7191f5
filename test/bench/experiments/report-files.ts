import { fileOf } from './drawing.ts';
import { pageOf } from './page.ts';
import { reportOf } from './report.ts';
import type { Result } from './result.ts';

/** The files of the report of a result by name: its page, and its drawings. `base` is the name of its JSON, without the ending. */
export function reportFiles(result: Result, base: string): Record<string, string> {
  const report = reportOf(result);
  const drawings = report.pictures.map((each, index) => [
    `${base}${index === 0 ? '' : `-${index + 1}`}.svg`,
    fileOf(each),
  ]);
  return { ...Object.fromEntries(drawings), [`${base}.html`]: pageOf(report, result, base) };
}
