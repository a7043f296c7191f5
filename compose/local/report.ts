import type { Form } from '#shared/app/addresses';
import type { RunnableApp } from '#shared/app/runnable-app';
import type { Deployment } from './deployment.ts';
import type { ScenarioReport } from './smoke-scenario.ts';
import type { Stack } from './stack.ts';

/** The report of each form of one application. */
export type AppReport = Partial<Record<Form, ScenarioReport>>;

/** The steps of all forms as a text table: one row for each step, one column for each form. */
export function renderTable({ app, smokeScenario }: RunnableApp, report: AppReport): string {
  const columns = Object.entries(report);
  const cells = (title: string, pick: (run: ScenarioReport) => number | undefined): string[] => [
    title,
    ...columns.map(([, run]) => pick(run)?.toFixed(1).concat(' ms') ?? '-'),
  ];
  const rows = [
    [`${app.title}: ${smokeScenario.name}`, ...columns.map(([form]) => form)],
    cells('Invocation', ({ steps }) => steps?.Invocation),
    cells('Init', ({ steps }) => steps?.Init),
    cells('Compute', ({ steps }) => steps?.Compute),
    cells('Store', ({ steps }) => steps?.Store),
    cells('Gateway', ({ steps }) => steps?.Gateway),
    cells('Total', ({ totalMs }) => totalMs),
    cells('Dispatch (after it)', ({ steps }) => steps?.Dispatch),
    ['Instances started for it', ...columns.map(([, { coldStarts }]) => coldStarts?.toString() ?? '-')],
    ['Done', ...columns.map(([, { ok, error }]) => (ok ? 'yes' : `no: ${error}`))],
  ];
  const widths =
    rows[0]?.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length))) ?? [];
  const renderRow = (row: string[]): string =>
    row.map((cell, i) => (i === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  ');
  const [head = [], ...body] = rows;
  return [renderRow(head), widths.map((width) => '-'.repeat(width)).join('  '), ...body.map(renderRow)].join(
    '\n',
  );
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

function describeForm({ url, services, platform }: Deployment, report: ScenarioReport): object {
  return {
    url,
    ...report,
    services,
    ...(platform === undefined ? {} : { apihost: platform.apihost, authFile: platform.authFile }),
  };
}
