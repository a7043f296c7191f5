import type { Queries, Value } from './database.ts';

/**
 * Rows in one statement: a few sizes only, because drivers keep each statement that they have prepared, and not larger, because
 * SQLite looks for the name of each value among all of them.
 */
const sizes = [100, 10, 1];

/**
 * Inserts many rows with few statements. `insert` ends with the names of the columns; `more` may say what is to be done with
 * conflicts and what to return, which is the answer.
 */
export async function insertRows<Row = never>(
  statements: Queries,
  insert: string,
  rows: Value[][],
  more = '',
): Promise<Row[]> {
  const returned: Row[] = [];
  for (let from = 0; from < rows.length; ) {
    const size = sizes.find((some) => from + some <= rows.length) ?? 1;
    const some = rows.slice(from, from + size);
    returned.push(...(await statements.all<Row>(`${insert} values ${placesOf(some)} ${more}`, some.flat())));
    from += size;
  }
  return returned;
}

function placesOf(rows: Value[][]): string {
  let number = 0;
  return rows.map((row) => `(${row.map(() => `$${++number}`).join(', ')})`).join(', ');
}
