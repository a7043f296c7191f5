// Each application in containers, both forms by their compose files: it works, is updated, survives crashes, and leaves nothing behind.
import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { apps } from '#apps/apps';
import { projectName } from '#compose/local/docker/container-form';
import { startContainerStack } from '#compose/local/docker/container-stack';
import { run } from '#compose/local/install/command';
import { runSmokeScenario } from '#compose/local/smoke-scenario';
import type { Stack } from '#compose/local/stack';
import { type Form, forms } from '#shared/app/addresses';
import { type App, componentsOf, gatewayIn } from '#shared/app/define-app';
import { createProgress } from '#shared/cli/progress';
import { variablesOf } from '#test/harness/deployed-form';
import { eventually } from '#test/harness/eventually';
import { noDocker } from '#test/harness/stand-ins';

const skip = await noDocker();
const recoveryMs = 180_000;

for (const runnable of Object.values(apps)) {
  const { app, smokeScenario } = runnable;
  describe(`${app.title} in containers`, { skip }, () => {
    let stack: Stack | undefined;
    before(async () => {
      stack = await startContainerStack(
        { apps: [runnable], forms: [...forms], progress: createProgress(), onFatal: assert.fail },
        new Map(),
      );
    });
    after(() => stack?.stop());

    const runIn = async (form: Form) => {
      const deployment = stack?.deployments.find((each) => each.form === form);
      assert.ok(deployment);
      return runSmokeScenario(runnable, deployment);
    };

    for (const form of forms) {
      const front = gatewayIn(app, form);

      it(`${smokeScenario.name} in the ${form} form`, async () => {
        const { steps } = await runIn(form);
        assert.ok(steps !== undefined && steps.Compute > 0, 'the logs of the containers have its steps');
      });

      for (const service of [
        front,
        ...(form === 'serverless' ? ['openwhisk'] : []),
        ...componentsOf(app, form),
      ])
        it(`goes on in the ${form} form after a crash of ${service}`, async () => {
          const [container = ''] = await containersOf(app, form, service);
          // All processes but the first one, which ends with them.
          await run('docker', ['exec', container, 'sh', '-c', 'kill -9 -1']);
          await eventually(() => runIn(form), recoveryMs);
        });
    }

    it('passes its scenarios by URL', async () => {
      const addresses = (stack?.deployments ?? []).map((each) => variablesOf({ ...each, app: app.name }));
      const environment: Record<string, string> = Object.assign({}, ...addresses);
      const files = globSync(`test/scenario/${app.name}/*.test.ts`);
      if (files.length === 0) return;
      // With that variable Node takes the run for a part of this one, and runs nothing.
      const command = [
        '-u',
        'NODE_TEST_CONTEXT',
        process.execPath,
        '--test',
        '--test-reporter=tap',
        ...files,
      ];
      const { ok, output } = await run('env', command, environment);
      assert.ok(ok, output);
      assert.match(output, /^# pass [1-9]/m);
    });

    it('leaves nothing behind', async () => {
      await stack?.stop();
      for (const form of forms)
        for (const what of [
          ['ps', '--all'],
          ['volume', 'ls'],
          ['network', 'ls'],
        ])
          assert.deepEqual(await docker(...what, '--quiet', '--filter', ofProject(app, form)), []);
    });
  });
}

/** The lines that a command of Docker prints. */
async function docker(...args: string[]): Promise<string[]> {
  const { ok, output } = await run('docker', args);
  assert.ok(ok, output);
  return output.split('\n').filter((line) => line !== '');
}

const ofProject = (app: App, form: Form): string =>
  `label=com.docker.compose.project=${projectName(app, form)}`;

const containersOf = (app: App, form: Form, service: string): Promise<string[]> =>
  docker(
    'ps',
    '--quiet',
    '--filter',
    ofProject(app, form),
    '--filter',
    `label=com.docker.compose.service=${service}`,
  );
