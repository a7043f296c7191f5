import type { Change } from './change.ts';
import { sumOf } from './classify.ts';
import type { DifferingFile } from './ledger.ts';
import { lessons } from './lessons.ts';
import type { Migration } from './migrations.ts';
import type { AppReport, Row } from './report.ts';

const none = '–';
const lines = (count: number): string => count.toLocaleString('en-GB');
const percent = (share: number | undefined): string => (share === undefined ? none : `${share.toFixed(1)} %`);
const change = ({ removed, added }: Change): string =>
  removed + added === 0 ? none : `−${lines(removed)} +${lines(added)}`;

/** A table of Markdown; all columns but the first are set to the right. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const rule = `|${head.map((_, at) => (at === 0 ? '---' : '--:')).join('|')}|`;
  return [line(head), rule, ...rows.map(line)].join('\n');
}

/** The ledger of one application: its services, the glue, and the figures of the paper. */
export const appMarkdown = (report: AppReport): string =>
  [servicesTable(report), listOfGlue(report), comparison(report)].join('\n\n');

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
  return `${table([...head, 'migration'], rows)}${same === '' ? '' : `\n\nThe same process in both forms: ${same}.`}`;
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

function comparison({ own, withGlue, reference }: AppReport): string {
  const { paper, artefact, why } = reference;
  const rows = [
    ['the paper, Table 2', none, none, none, paper === undefined ? 'not known to us' : percent(paper)],
    artefact === undefined
      ? ["the authors' repositories", none, none, none, 'not published']
      : ["the authors' repositories, counted by us", ...figures(artefact, artefact.share)],
    ['here, by the rule of the paper', ...figures(own, own.share)],
    ['here, with the glue', ...figures({ ...withGlue, base: own.base }, withGlue.share)],
  ];
  return `${table(['counted', 'lines before', 'removed', 'added', 'changed'], rows)}\n\n${why}`;
}

const figures = (counted: Change & { base: number }, share: number): string[] => [
  lines(counted.base),
  lines(counted.removed),
  lines(counted.added),
  percent(share),
];

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
    table([...head, 'changed', 'with the glue', 'the paper', "authors' repositories"], shares),
    'The same change by lesson, in brackets with the glue:',
    table(['application', ...lessons], byLesson),
  ].join('\n\n');
}
