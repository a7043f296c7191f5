import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const readme = join(import.meta.dirname, '..', '..', 'shared', 'messaging', 'README.md');

/**
 * A table of the README of `shared/messaging`, found by its line of headings: name of a row to column to cell. `columns` names
 * those after the first. Throws when there is no such table.
 */
export function readTable<Column extends string>(
  headings: string,
  columns: readonly Column[],
): Map<string, Record<Column, string>> {
  const lines = readFileSync(readme, 'utf8').split('\n');
  const start = lines.indexOf(headings);
  if (start < 0) throw new Error(`${readme} has no table with the headings ${headings}`);
  const rest = lines.slice(start + 2);
  const end = rest.findIndex((line) => !line.startsWith('|'));
  return new Map(
    rest.slice(0, end < 0 ? undefined : end).map((line) => {
      const [name = '', ...cells] = line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim());
      const row = Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? '']));
      return [name, row as Record<Column, string>];
    }),
  );
}
