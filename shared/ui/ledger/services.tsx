import { change, lines, none, percent } from '../../ledger/figures.ts';
import { lessons } from '../../ledger/lessons.ts';
import type { AppReport, Row } from '../../ledger/report.ts';
import { capital } from '../capital.ts';
import { type Column, SortTable } from '../sort-table.tsx';

/** A row of the table: a service, or a sum of several. */
interface Line extends Row {
  title: string;
  /** The page that compares both forms; absent for a sum. */
  pair?: string;
  share?: number;
  migration?: { hash: string; added: number; removed: number };
}

const columns: Column<Line>[] = [
  {
    title: 'Folder',
    value: ({ title }) => title,
    cell: ({ title, pair }) => (pair === undefined ? title : <a href={pair}>{title}</a>),
  },
  {
    title: 'In both forms',
    value: ({ both }) => both,
    cell: ({ both }) => (both === 0 ? none : lines(both)),
  },
  { title: 'Only microservice', value: ({ removed }) => removed, cell: ({ removed }) => lines(removed) },
  { title: 'Only serverless', value: ({ added }) => added, cell: ({ added }) => lines(added) },
  { title: 'Changed', value: ({ share }) => share ?? -1, cell: ({ share }) => percent(share) },
  ...lessons.map(
    (lesson): Column<Line> => ({
      title: capital(lesson),
      value: ({ byLesson }) => byLesson[lesson].removed + byLesson[lesson].added,
      cell: ({ byLesson }) => change(byLesson[lesson]),
    }),
  ),
  {
    title: 'Migration',
    value: ({ migration }) => (migration === undefined ? 0 : migration.removed + migration.added),
    cell: ({ pair, migration }) => {
      if (migration === undefined) return pair === undefined ? none : 'none of its own';
      return (
        <>
          <code>{migration.hash.slice(0, 7)}</code> {change(migration)}
        </>
      );
    },
  },
];

/** The services of an application, which can be sorted; below them the sums. */
export function Services({ report }: { report: AppReport }) {
  const { name, title, services, own, beside, glue, withGlue } = report;
  const sums: Line[] = [
    { ...own, title: 'these folders' },
    ...(beside.files.length === 0 ? [] : [{ ...beside, title: 'files beside them' }]),
    { ...glue, title: 'glue, counted once' },
    { ...withGlue, title: 'with the glue' },
  ];
  return (
    <SortTable
      caption={`The services of ${title}`}
      columns={columns}
      rows={services.map((each) => ({ ...each, title: each.name, pair: `/pair/${name}/${each.name}` }))}
      sums={sums}
      keyOf={({ title }) => title}
      isWhole={({ share, pair }) => share !== undefined && pair === undefined}
    />
  );
}
