// `node test/one-form.ts APP FORM`: the contract of one application on one form, which it starts; `npm test` of an exported tree.
import { apps } from '#apps/apps';
import { startStack } from '#compose/local/stack';
import { forms } from '#shared/app/addresses';
import { urlVariables } from '#shared/app/components';
import { commandLine, oneOf, readCommandLine, wrongArgument } from '#shared/cli/command-line';
import { createProgress } from '#shared/cli/progress';
import { runCommand } from '#shared/cli/run-command';
import { stopSignal } from '#shared/cli/stop';
import { startControl } from './harness/control-server.ts';
import { variablesOf } from './harness/deployed-form.ts';
import { runLevel } from './harness/run-level.ts';
import { installStockThrift } from './harness/stock-thrift.ts';
import { inWords } from './reporter.ts';

const line = commandLine({
  call: 'node test/one-form.ts',
  does: 'Starts one form of an application on real servers, and runs its contract.',
  arguments: { APP: `one of ${Object.keys(apps).join(', ')}`, FORM: `one of ${forms.join(', ')}` },
  examples: { 'node test/one-form.ts robot-shop serverless': 'as npm test of an exported tree' },
  takes: 'a minute or two',
});

/** The time after which the contract counts as stuck. */
const limitMs = 30 * 60_000;

await runCommand(async () => {
  const [name = '', form = ''] = readCommandLine(line, process.argv.slice(2)).positionals;
  const runnable = Object.hasOwn(apps, name) ? apps[name] : undefined;
  if (runnable === undefined) throw wrongArgument(line, `There is no application '${name}'`);
  const progress = createProgress();
  const wanted = oneOf('FORM', form, forms);
  const servesThrift = Object.values(runnable.app.services).some(({ protocol }) => protocol === 'thrift');
  if (servesThrift && wanted === 'microservice') await installStockThrift(progress);
  const stack = await startStack({
    apps: [runnable],
    forms: [wanted],
    progress,
    onFatal: (reason) => progress.line(`gave up: ${reason}`),
  });
  const control = await startControl(() => stack);
  try {
    const [platform] = stack.platforms;
    const env = {
      ...process.env,
      ...Object.fromEntries(
        Object.values(stack.components).map((each) => [urlVariables[each.name], each.url]),
      ),
      ...Object.assign(
        {},
        ...stack.deployments.map(({ app, ...each }) => variablesOf({ ...each, app: app.name })),
      ),
      ...(platform === undefined ? {} : { OW_APIHOST: platform.apihost, OW_AUTH: platform.auth }),
      ...control.env,
    };
    const level = { name: 'contract', files: [`test/contract/${name}/*.test.ts`], concurrency: 2 };
    const write = (text: string): void => void process.stdout.write(text);
    const counts = await runLevel(level, { env, stop: stopSignal, limitMs, write });
    write(`\n${inWords(counts)}\n`);
    return counts.failed > 0 ? 1 : 0;
  } finally {
    control.close();
    await stack.stop();
  }
});
