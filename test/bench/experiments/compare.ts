import { columns } from '#shared/cli/columns';
import { Failure } from '#shared/cli/failure';
import type { Compared } from '#shared/ui/experiments/types';
import { machineOf } from './page.ts';
import { reportOf } from './report.ts';
import type { Result } from './result.ts';

/** Two results of one task: their tables, what they conclude, and where each was measured. Fails when the tasks differ. */
export function compareResults(first: Result, second: Result): Compared[] {
  if (first.experiment !== second.experiment || first.task !== second.task)
    throw new Failure(
      `The results are of different tasks: ${first.experiment} ${first.task} and ${second.experiment} ${second.task}. Give two of the same.`,
      2,
    );
  return [first, second].map((result) => {
    const report = reportOf(result);
    return { machine: machineOf(result), tables: report.tables, conclusion: report.conclusion };
  });
}

/** Compared results as text, one below the other. */
export const comparedText = (compared: readonly Compared[]): string =>
  compared
    .map(({ machine, tables, conclusion }) => {
      const texts = tables.map(({ head, rows }) => columns([head, ...rows]));
      return `${machine}\n\n${texts.join('\n')}\n${conclusion}\n`;
    })
    .join('\n');
