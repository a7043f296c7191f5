import { presentableDiff } from '@codemirror/merge';
import { useMemo } from 'preact/hooks';
import { alignLines, besideEachOther, type Row, withCounterparts } from './align.ts';
import type { Range } from './highlight.ts';
import { CodeLink, Line, linesOf, nameOf } from './line.tsx';
import type { File } from './types.ts';

interface ComparedProps {
  from: File;
  to: File;
  /** Whether only those lines of `from` are shown that have a counterpart in `to`. */
  hasCounterpartsOnly?: boolean;
}

/** Two files line by line, beside each other, or one below the other in a narrow window. */
export function Compared({ from, to, hasCounterpartsOnly = false }: ComparedProps) {
  const [left, right] = useMemo(() => [linesOf(from), linesOf(to)], [from, to]);
  const groups = useMemo(() => {
    const rows = alignLines(left.texts, right.texts);
    return groupsOf(hasCounterpartsOnly ? withCounterparts(rows) : besideEachOther(rows));
  }, [left, right, hasCounterpartsOnly]);
  return (
    <table class="code compared">
      <caption class="hidden">
        {nameOf(from)} beside {nameOf(to)}
      </caption>
      <thead>
        <tr>
          {[from, to].map((file) => (
            <th key={file.path} scope="col">
              <CodeLink file={file} />
            </th>
          ))}
        </tr>
      </thead>
      {groups.map((rows) => (
        <tbody key={keyOf(rows[0])} class={rows[0]?.kind}>
          {rows.map((row) => {
            const changes = changesOf(row, left.texts, right.texts);
            return (
              <tr key={keyOf(row)}>
                <Line side="left" lines={left} index={row.left} kind={row.kind} ranges={changes.left} />
                <Line side="right" lines={right} index={row.right} kind={row.kind} ranges={changes.right} />
              </tr>
            );
          })}
        </tbody>
      ))}
    </table>
  );
}

const keyOf = (row: Row | undefined): string => `${row?.left} ${row?.right}`;

/** The rows in their order, in groups that stay together: equal lines, lines of one file only, and each pair of similar lines. */
function groupsOf(rows: readonly Row[]): Row[][] {
  const groups: Row[][] = [];
  for (const row of rows) {
    const group = groups.at(-1);
    if (group?.[0]?.kind === row.kind && row.kind !== 'similar') group.push(row);
    else groups.push([row]);
  }
  return groups;
}

/** What differs in two similar lines. */
function changesOf({ kind, left = -1, right = -1 }: Row, lefts: string[], rights: string[]) {
  const changes = kind === 'similar' ? presentableDiff(lefts[left] ?? '', rights[right] ?? '') : [];
  return {
    left: changes.map(({ fromA, toA }): Range => [fromA, toA]),
    right: changes.map(({ fromB, toB }): Range => [fromB, toB]),
  };
}
