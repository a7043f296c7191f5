// Each application in containers, both forms by their compose files: it works, is updated, survives crashes, and leaves nothing behind.
import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { apps } from '#apps/apps';
import { run } from '#compose/local/install/command';
import { runSmokeScenario } from '#compose/local/smoke-scenario';
import { type Form, forms } from '#shared/app/addresses';
import { componentsOf, gatewayIn } from '#shared/app/define-app';
import { variablesOf } from '#test/harness/deployed-form';
import { eventually } from '#test/harness/eventually';
import { noDocker } from '#test/harness/stand-ins';
import {
  type Containers,
  containersOf,
  deployedIn,
  docker,
  ofProject,
  startContainers,
} from './containers.ts';
import { trusted } from './kept-data.ts';
import { updateService } from './update.ts';

const skip = await noDocker();
const recoveryMs = 180_000;

for (const runnable of Object.values(apps)) {
  const { app, smokeScenario } = runnable;
  const kept = trusted[app.name];
  assert.ok(kept, `kept-data.ts says what ${app.name} is trusted with`);

  describe(`${app.title} in containers`, { skip }, () => {
    let containers: Containers;
    before(async () => {
      containers = await startContainers(runnable);
    });
    after(() => containers?.stack.stop());

    const runIn = (form: Form) => {
      const deployment = containers.stack.deployments.find((each) => each.form === form);
      assert.ok(deployment);
      return runSmokeScenario(runnable, deployment);
    };

    it('passes its contract and its scenarios by URL', async () => {
      const { stack, secrets } = containers;
      const addresses = stack.deployments.map((each) => variablesOf({ ...each, app: app.name }));
      const [platform] = stack.platforms;
      const openwhisk = { OW_APIHOST: platform?.apihost ?? '', OW_AUTH: platform?.auth ?? '' };
      const environment: Record<string, string> = Object.assign({}, secrets, openwhisk, ...addresses);
      // What looks into stores, and into processes past the front door, says so and is skipped.
      const files = globSync(`test/{contract,scenario}/${app.name}/*.test.ts`);
      const options = ['--test', '--test-reporter=spec', '--test-concurrency=2'];
      // With that variable Node takes the run for a part of this one, and runs nothing.
      const command = ['-u', 'NODE_TEST_CONTEXT', process.execPath, ...options, ...files];
      const { ok, output } = await run('env', command, environment);
      assert.ok(ok, output);
      assert.match(output, /^ℹ pass [1-9]/m);
    });

    for (const form of forms) {
      it(`${smokeScenario.name} in the ${form} form`, async () => {
        const { steps } = await runIn(form);
        assert.ok(steps.Compute > 0, 'the logs of the containers have its steps');
      });

      const keeper = form === 'serverless' ? 'openwhisk' : kept.keeper;
      for (const part of [gatewayIn(app, form), keeper, ...componentsOf(app, form)])
        it(`loses nothing in the ${form} form by a crash of ${part}, and goes on`, async () => {
          const isThere = await kept.write(deployedIn(containers.stack, form));
          const [container = ''] = await containersOf(app, form, part);
          const restarts = async () =>
            Number((await docker('inspect', '--format', '{{.RestartCount}}', container))[0]);
          const before = await restarts();
          // All processes but the first one, which ends with them.
          await run('docker', ['exec', container, 'sh', '-c', 'kill -9 -1']);
          await eventually(async () => assert.ok((await restarts()) > before, `${part} has not crashed`));
          await eventually(() => runIn(form), recoveryMs);
          await eventually(isThere, recoveryMs);
        });

      it(`loses nothing in the ${form} form by an update of ${keeper}`, async () => {
        const isThere = await kept.write(deployedIn(containers.stack, form));
        await updateService(app, form, keeper, containers);
        await eventually(() => runIn(form), recoveryMs);
        await eventually(isThere, recoveryMs);
      });
    }

    it('leaves nothing behind', async () => {
      await containers.stack.stop();
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
