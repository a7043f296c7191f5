import type { Names } from './compare.ts';

type Row = Record<string, unknown>;

/**
 * Takes out of an answer, and out of what was recorded, what only the one or the other can have: policies of other tests, and
 * policies that are refused here.
 */
export function inCommon(actual: unknown, expected: unknown, path: string, names: Names): [unknown, unknown] {
  if (path.startsWith('/policies?q=')) {
    const rows = rowsOf(Object(expected).policies ?? []).filter(({ number }) => names.has(String(number)));
    const ours = new Set(names.values());
    const found = (Object(actual).policies as Row[]).filter(({ number }) => ours.has(String(number)));
    return [found.map((row, index) => only(row, Object.keys(rows[index] ?? row))), rows];
  }
  if (/^\/payment\/accounts\/?$/.test(path)) {
    const isHere = ({ policyNumber }: Row) =>
      !/^<uuid/.test(String(policyNumber)) || names.has(String(policyNumber));
    const rows = (expected as Row[]).filter(isHere);
    // Accounts are listed as the sales arrived, and those of different policies may overtake each other.
    const ours = rows.flatMap(({ policyNumber: recorded }) => {
      const number = names.get(String(recorded)) ?? recorded;
      return (actual as Row[]).filter(({ policyNumber }) => policyNumber === number);
    });
    return [ours, rows];
  }
  return [actual, expected];
}

/** All rows but the first were recorded as `<uuid-7> Ada Byron`. */
const rowsOf = (rows: (Row | string)[]): Row[] =>
  rows.map((row) => {
    if (typeof row !== 'string') return row;
    const [number = '', ...holder] = row.split(' ');
    return { number, policyHolder: holder.join(' ') };
  });

const only = (row: Row, members: string[]): Row =>
  Object.fromEntries(Object.entries(row).filter(([name]) => members.includes(name)));
