import { lines, percent } from '../../ledger/figures.ts';
import type { AppReport } from '../../ledger/report.ts';
import { type Column, SortTable } from '../sort-table.tsx';

const columns: Column<AppReport>[] = [
  {
    title: 'Application',
    value: ({ title }) => title,
    cell: ({ name, title }) => <a href={`#${name}`}>{title}</a>,
  },
  {
    title: 'Services that differ',
    value: ({ services }) => services.length,
    cell: ({ services, unchanged }) => `${services.length} of ${services.length + unchanged.length}`,
  },
  { title: 'In both forms', value: ({ own }) => own.both, cell: ({ own }) => lines(own.both) },
  { title: 'Only microservice', value: ({ own }) => own.removed, cell: ({ own }) => lines(own.removed) },
  { title: 'Only serverless', value: ({ own }) => own.added, cell: ({ own }) => lines(own.added) },
  { title: 'Changed', value: ({ own }) => own.share, cell: ({ own }) => percent(own.share) },
  {
    title: 'With the glue',
    value: ({ withGlue }) => withGlue.share,
    cell: ({ withGlue }) => percent(withGlue.share),
  },
  {
    title: 'The paper',
    value: ({ reference }) => reference.paper ?? -1,
    cell: ({ reference }) => percent(reference.paper),
  },
  {
    title: 'Authors’ repositories',
    value: ({ reference }) => reference.artefact?.share ?? -1,
    cell: ({ reference }) => percent(reference.artefact?.share),
  },
];

/** All applications side by side. */
export function Applications({ reports }: { reports: AppReport[] }) {
  return (
    <section class="panel stack" aria-labelledby="applications">
      <h2 id="applications">All applications</h2>
      <SortTable
        caption="The forms of all applications"
        columns={columns}
        rows={reports}
        keyOf={({ name }) => name}
      />
    </section>
  );
}
