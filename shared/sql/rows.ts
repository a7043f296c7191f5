import type { Queries, Value } from './database.ts';

/**
 * Rows per statement. There are few sizes because drivers keep every prepared statement, and no larger one because SQLite searches
 * all names of a statement for each value.
 */
const sizes = [100, 10, 1];

/**
 * Inserts many rows with few statements. `insert` ends with the names of the columns; `more` is an optional
 * `on conflict ... returning ...` clause, whose rows are returned.
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
