import { apps } from '#apps/apps';
import type { RunnableApp } from '#shared/app/runnable-app';
import { withVariants } from '#shared/app/variants';
import { createProgress } from '#shared/cli/progress';
import { runCommand } from '#shared/cli/run-command';
import { onStop } from '#shared/cli/stop';
import type { Deployment } from './deployment.ts';
import { type AppReport, measureScenario } from './measure-scenario.ts';
import { type Options, readOptions, usage } from './options.ts';
import { type Overview, startOverview } from './overview.ts';
import { describe, renderTable } from './report.ts';
import { type Stack, startStack } from './stack.ts';

const progress = createProgress();

/** `npm start`: starts the applications, measures the smoke scenario of each in each form, prints the results, and runs until Ctrl-C. */
async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2), Object.keys(apps));
  if (options === 'help') {
    process.stdout.write(usage);
    return 0;
  }
  const chosen = choose(options);
  let stopWith: (exitCode: number) => void = () => undefined;
  const stopped = new Promise<number>((resolve) => {
    stopWith = resolve;
  });
  let reason: string | undefined;
  onStop(() => {
    progress.line('Stopping …');
    stopWith(0);
  });
  const onFatal = (why: string): void => {
    reason ??= why;
    progress.line(`${why}; stopping everything`);
    stopWith(1);
  };

  const placements = options.placement === undefined ? {} : { placements: [options.placement] };
  const starting = startStack({ ...options, ...placements, apps: chosen, progress, onFatal });
  let overview: Overview | undefined;
  const work = starting.then(async (stack) => {
    const reports = new Map<string, AppReport>();
    for (const runnable of chosen) {
      const deployments = deploymentsOf(runnable, stack);
      reports.set(runnable.app.name, await measureScenario(runnable, deployments, progress));
    }
    if (!options.once) overview = await startOverview({ stack, apps: chosen, reports, port: options.port });
    show(options, chosen, stack, reports, overview);
    const allDone = [...reports.values()].every((report) => Object.values(report).every(({ ok }) => ok));
    if (!options.once) return await stopped;
    return allDone ? 0 : 1;
  });
  try {
    return await Promise.race([work, stopped]);
  } finally {
    await overview?.close();
    await starting.then(
      (stack) => stack.stop(),
      () => undefined,
    );
    if (!options.once)
      progress.line(reason === undefined ? 'Stopped; nothing is left behind.' : `Stopped: ${reason}.`);
  }
}

/** The requested applications with their variants. */
const choose = ({ apps: names, variants }: Options): RunnableApp[] =>
  withVariants(
    names.flatMap((name) => apps[name] ?? []),
    variants,
  );

/** The deployments of an application in the order of the table's columns. */
const deploymentsOf = ({ app }: RunnableApp, { deployments }: Stack): Deployment[] =>
  deployments.filter((deployment) => deployment.app === app);

function show(
  { json, once }: Options,
  chosen: RunnableApp[],
  stack: Stack,
  reports: Map<string, AppReport>,
  overview: Overview | undefined,
): void {
  const people = json ? process.stderr : process.stdout;
  for (const runnable of chosen) {
    const placement = deploymentsOf(runnable, stack).find((each) => each.placement)?.placement;
    people.write(`\n${renderTable(runnable, reports.get(runnable.app.name) ?? {}, placement)}\n`);
  }
  if (json) process.stdout.write(`${JSON.stringify(describe(stack, reports))}\n`);
  if (once) return;
  people.write('\n');
  for (const { app, form, url } of chosen.flatMap((runnable) => deploymentsOf(runnable, stack)))
    people.write(`${`${app.title}, ${form} form`.padEnd(34)}${url}\n`);
  if (overview !== undefined) people.write(`${'Both side by side'.padEnd(34)}${overview.url}\n`);
  people.write('\nCtrl-C stops everything.\n');
}

await runCommand(main);
