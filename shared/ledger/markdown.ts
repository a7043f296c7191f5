import { markdownTable } from '../document/markdown-table.ts';
import { sumOf } from './classify.ts';
import { comparison, comparisonHead } from './comparison.ts';
import { change, lines, none, percent } from './figures.ts';
import type { DifferingFile } from './ledger.ts';
import { lessons } from './lessons.ts';
import type { Migration } from './migrations.ts';
import type { AppReport, Row } from './report.ts';

/** The ledger of one application: its services, the glue, and the figures of the paper. */
export const appMarkdown = (report: AppReport): string =>
  [
    servicesTable(report),
    listOfGlue(report),
    markdownTable(comparisonHead, comparison(report)),
    report.reference.why,
  ].join('\n\n');

function servicesTable({ services, unchanged, own, beside, glue, withGlue }: AppReport): string {
  const migration = (commit: Migration | undefined): string =>
    commit === undefined ? 'none of its own' : `\`${commit.hash.slice(0, 7)}\` ${change(commit)}`;
  const row = (name: string, each: Row, share?: number, commit = none): string[] => [
    name,
    each.both === 0 ? none : lines(each.both),
    lines(each.removed),
    lines(each.added),
    percent(share),
    ...lessons.map((lesson) => change(each.byLesson[lesson])),
    commit,
  ];
  const rows = [
    ...services.map((each) => row(`\`${each.name}\``, each, each.share, migration(each.migration))),
    row('**these folders**', own, own.share),
    ...(beside.files.length === 0 ? [] : [row('files beside them', beside)]),
    row('glue, counted once', glue),
    row('**with the glue**', withGlue, withGlue.share),
  ];
  const head = ['folder', 'in both forms', 'only microservice', 'only serverless', 'changed', ...lessons];
  const same = unchanged.map((name) => `\`${name}\``).join(', ');
  return `${markdownTable([...head, 'migration'], rows)}${same === '' ? '' : `\n\nThe same process in both forms: ${same}.`}`;
}

function listOfGlue({ glue, beside }: AppReport): string {
  const named = (files: readonly DifferingFile[], onlyIn: DifferingFile['onlyIn']): string =>
    files
      .filter((file) => file.onlyIn === onlyIn)
      .map((file) => `\`${file.path}\` (${sumOf(file.lines)})`)
      .join(', ') || 'none';
  const all = [...beside.files, ...glue.files];
  return [
    'Files outside these folders that only one form reaches, with their lines:',
    '',
    `- microservice: ${named(all, 'microservice')}`,
    `- serverless: ${named(all, 'serverless')}`,
  ].join('\n');
}

/** The ledgers of several applications side by side. */
export function overviewMarkdown(reports: readonly AppReport[]): string {
  const shares = reports.map(({ name, title, services, unchanged, own, withGlue, reference }) => [
    `[${title}](${name}/README.md#the-ledger)`,
    `${services.length} of ${services.length + unchanged.length}`,
    lines(own.both),
    lines(own.removed),
    lines(own.added),
    percent(own.share),
    percent(withGlue.share),
    percent(reference.paper),
    percent(reference.artefact?.share),
  ]);
  const byLesson = reports.map(({ title, own, withGlue }) => [
    title,
    ...lessons.map((lesson) => `${change(own.byLesson[lesson])} (${change(withGlue.byLesson[lesson])})`),
  ]);
  const head = [
    'application',
    'services that differ',
    'in both forms',
    'only microservice',
    'only serverless',
  ];
  return [
    markdownTable([...head, 'changed', 'with the glue', 'the paper', "authors' repositories"], shares),
    'The same change by lesson, in brackets with the glue:',
    markdownTable(['application', ...lessons], byLesson),
  ].join('\n\n');
}
