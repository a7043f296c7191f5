import { columns } from '#shared/cli/columns';
import { Failure } from '#shared/cli/failure';
import { machineOf } from './page.ts';
import { reportOf } from './report.ts';
import type { Result } from './result.ts';

/** Two results of one task as text: their tables, one above the other, and where each was measured. Fails when the tasks differ. */
export function compareResults(first: Result, second: Result): string {
  if (first.experiment !== second.experiment || first.task !== second.task)
    throw new Failure(
      `The results are of different tasks: ${first.experiment} ${first.task} and ${second.experiment} ${second.task}. Give two of the same.`,
      2,
    );
  return [first, second].map(textOf).join('\n');
}

function textOf(result: Result): string {
  const { sentences, tables } = reportOf(result);
  const texts = tables.map(({ head, rows }) => columns([head, ...rows]));
  return `${machineOf(result)}\n\n${texts.join('\n')}\n${sentences.at(-1)}\n`;
}
