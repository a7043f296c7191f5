import { lessons } from './lessons.ts';
import type { AppReport, Row } from './report.ts';

const head = [
  'application',
  'kind',
  'name',
  'both',
  'removed',
  'added',
  'changed_percent',
  ...lessons.flatMap((lesson) =>
    [`${lesson}_removed`, `${lesson}_added`].map((name) => name.replaceAll(' ', '_')),
  ),
  'migration',
  'migration_removed',
  'migration_added',
];

/** The reports as CSV with one head: a row for each service, and rows of the kinds `own`, `beside`, `glue` and `with glue`. */
export const csv = (reports: readonly AppReport[]): string =>
  `${[head, ...reports.flatMap(rowsOf)].map((row) => row.join(',')).join('\n')}\n`;

const rowsOf = ({ name, services, own, beside, glue, withGlue }: AppReport): (string | number)[][] => [
  ...services.map((each) => rowOf(name, 'service', each.name, each)),
  rowOf(name, 'own', '', own),
  rowOf(name, 'beside', '', beside),
  rowOf(name, 'glue', '', glue),
  rowOf(name, 'with glue', '', withGlue),
];

type Values = Row & Partial<Pick<AppReport['services'][number], 'share' | 'migration'>>;

const rowOf = (app: string, kind: string, name: string, values: Values): (string | number)[] => [
  app,
  kind,
  name,
  values.both,
  values.removed,
  values.added,
  values.share?.toFixed(2) ?? '',
  ...lessons.flatMap((lesson) => [values.byLesson[lesson].removed, values.byLesson[lesson].added]),
  values.migration?.hash ?? '',
  values.migration?.removed ?? '',
  values.migration?.added ?? '',
];
