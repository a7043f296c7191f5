import { apps } from '#apps/apps';
import type { RunnableApp } from '#shared/app/runnable-app';
import { withVariants } from '#shared/app/variants';
import { Failure } from '#shared/cli/failure';
import { createProgress } from '#shared/cli/progress';
import { runCommand } from '#shared/cli/run-command';
import { stopSignal, untilAborted } from '#shared/cli/stop';
import { confirmHost, startIntent } from '#wsk/cli/confirm-host';
import { type Console, startConsole } from './console/server.ts';
import type { Deployment } from './deployment.ts';
import { startContainerStack } from './docker/container-stack.ts';
import { type AppReport, measureScenario } from './measure-scenario.ts';
import { type Options, readOptions } from './options.ts';
import { describe, renderTable } from './report.ts';
import { type Stack, startStack } from './stack.ts';

const progress = createProgress();

/** `npm start`: starts the applications, measures the smoke scenario of each in each form, prints the results, and runs until Ctrl-C. */
async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2), Object.keys(apps));
  const chosen = choose(options);
  if (options.forms.includes('serverless') && !options.docker && !options.yes) await confirmHost(startIntent);
  const giveUp = new AbortController();
  const signal = AbortSignal.any([stopSignal, giveUp.signal]);
  const onFatal = (why: string): void => giveUp.abort(new Failure(`Stopped: ${why}.`));
  signal.addEventListener('abort', () => progress.line('Stopping …'));

  const placements = options.placement === undefined ? {} : { placements: [options.placement] };
  let [stack, console]: [Stack?, Console?] = [];
  let isUp = false;
  try {
    const plan = { ...options, ...placements, apps: chosen, progress, signal, onFatal };
    stack = await (options.docker ? startContainerStack(plan, { scale: options.scale }) : startStack(plan));
    const reports = new Map<string, AppReport>();
    for (const runnable of chosen) {
      const measuring = measureScenario(runnable, deploymentsOf(runnable, stack), progress);
      reports.set(runnable.app.name, await untilAborted(measuring, signal));
    }
    if (!options.once) console = await startConsole({ stack, apps: chosen, reports, port: options.port });
    show(options, chosen, stack, reports, console?.url);
    if (options.once) return [...reports.values()].every(isDone) ? 0 : 1;
    isUp = true;
    return await untilAborted(forever, signal);
  } catch (error) {
    if (!isUp || error !== stopSignal.reason) throw error;
    return 0;
  } finally {
    await console?.close();
    await stack?.stop();
    if (isUp && stopSignal.aborted) progress.line('Stopped; nothing is left behind.');
  }
}

const forever = new Promise<never>(() => undefined);

const isDone = (report: AppReport): boolean => Object.values(report).every(({ ok }) => ok);

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
  consoleUrl: string | undefined,
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
  if (consoleUrl !== undefined) people.write(`${'Both side by side'.padEnd(34)}${consoleUrl}\n`);
  people.write('\nCtrl-C stops everything.\n');
}

await runCommand(main);
