import type { Form } from '#shared/app/addresses';
import type { RunnableApp } from '#shared/app/runnable-app';
import type { Steps } from '#shared/observe/steps';
import type { Deployment } from './deployment.ts';
import type { AppReport, ScenarioReport, Spread } from './measure-scenario.ts';
import type { Stack } from './stack.ts';

/** A column of the table: the first run of a form, or the median of the runs after it. */
interface Column {
  form: string;
  which: 'first' | 'warm';
  totalMs: number | undefined;
  steps: Steps | undefined;
  range?: Spread | undefined;
  instances?: number | undefined;
}

/**
 * The steps of all forms as a text table: one row for each step, and two columns for each form, `first` and `warm`. A caption below
 * says what these are, and where calls between actions went.
 */
export function renderTable(
  { app, smokeScenario }: RunnableApp,
  report: AppReport,
  placement?: string,
): string {
  const reports = Object.entries(report);
  const columns = reports.flatMap(([form, each]) => columnsOf(form, each));
  const cells = (title: string, pick: (column: Column) => number | undefined): string[] => [
    title,
    ...columns.map((column) => pick(column)?.toFixed(1).concat(' ms') ?? '-'),
  ];
  const rows = [
    ['', ...columns.map(({ form }) => form)],
    ['', ...columns.map(({ which }) => which)],
    cells('Invocation', ({ steps }) => steps?.Invocation),
    cells('Init', ({ steps }) => steps?.Init),
    cells('Compute', ({ steps }) => steps?.Compute),
    cells('Store', ({ steps }) => steps?.Store),
    cells('Gateway', ({ steps }) => steps?.Gateway),
    cells('Total', ({ totalMs }) => totalMs),
    cells('Total, least', ({ range }) => range?.least),
    cells('Total, greatest', ({ range }) => range?.greatest),
    cells('Dispatch (after it)', ({ steps }) => steps?.Dispatch),
    ['Instances started for it', ...columns.map(({ instances }) => instances?.toString() ?? '-')],
  ];
  const failures = reports.flatMap(([form, { error }]) =>
    error === undefined ? [] : [`${form} failed: ${error}`],
  );
  const runs = reports.find(([, { warm }]) => warm !== undefined)?.[1].warm?.runs;
  const title = `${app.title}: ${smokeScenario.name}`;
  return [title, '', ...tableOf(rows), captionOf(runs, placement), ...failures].join('\n');
}

function captionOf(runs: number | undefined, placement: string | undefined): string {
  const warm = runs === undefined ? '' : `; warm: the median of ${runs} runs after it, forms in turns`;
  const calls = placement === undefined ? '' : `; calls between actions: ${placement}`;
  return `first: one run on what has just been started${warm}${calls}`;
}

const columnsOf = (form: string, { totalMs, steps, coldStarts, warm }: ScenarioReport): Column[] => [
  { form, which: 'first', totalMs, steps, instances: coldStarts },
  { form, which: 'warm', totalMs: warm?.totalMs.median, steps: warm?.steps, range: warm?.totalMs },
];

function tableOf(rows: string[][]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row.map((cell, i) => (i === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  '),
  );
  const [head = '', second = '', ...body] = lines;
  return [head, second, widths.map((width) => '-'.repeat(width)).join('  '), ...body];
}

/** The object that `--json` prints and the overview page reads. */
export function describe(stack: Stack, reports: Map<string, AppReport>) {
  const apps: Record<string, Partial<Record<Form, object>>> = {};
  for (const deployment of stack.deployments) {
    const { app, form } = deployment;
    apps[app.name] = {
      ...apps[app.name],
      [form]: describeForm(deployment, reports.get(app.name)?.[form] ?? { ok: false }),
    };
  }
  const components = Object.fromEntries(Object.values(stack.components).map(({ name, url }) => [name, url]));
  return { apps, components };
}

function describeForm({ url, services, platform, placement }: Deployment, report: ScenarioReport): object {
  return {
    url,
    ...report,
    services,
    ...(placement === undefined ? {} : { placement }),
    ...(platform === undefined ? {} : { apihost: platform.apihost, authFile: platform.authFile }),
  };
}
