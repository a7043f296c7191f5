import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { apps } from '#apps/apps';
import type { Addresses } from '#shared/app/addresses';
import { actionsOf } from '#shared/app/define-app';
import { bundleApp } from '#wsk/deploy/bundle-app';
import { addressOfAction, deployApp } from '#wsk/deploy/deploy-app';
import { manifestOf, variablesOf } from '#wsk/deploy/manifest';
import { defaultPlacement } from '#wsk/placements/placement';
import { useTarget } from '../target.ts';
import { findWskdeploy } from './install.ts';
import { workplace } from './program.ts';

const found = await findWskdeploy();
const skip = 'skip' in found ? found.skip : false;
const target = await useTarget();
const app = apps['robot-shop']?.app;
assert.ok(app);

// No server listens at these addresses, because the compared properties need no store.
const addresses: Addresses = {
  form: 'serverless',
  component: (name) => `${name === 'mongodb' ? 'mongodb' : name}://127.0.0.1:9`,
  service(name) {
    const action = actionsOf(app).find((each) => each.name === name);
    return action === undefined ? 'http://127.0.0.1:9' : addressOfAction(app, action, target);
  },
  actionKey: target.auth,
};

interface Parameter {
  key: string;
  value: unknown;
}
interface Action {
  name: string;
  exec: { kind: string; binary: boolean };
  parameters: Parameter[];
  annotations: Parameter[];
  limits: Record<string, number>;
}

/** All deployed entities, without the properties in which the two ways must differ (see wsk/README.md). */
async function deployed(): Promise<unknown> {
  const get = async (path: string): Promise<unknown> =>
    (await target.ask('GET', `/api/v1/namespaces/_/${path}`)).body;
  const named = (list: Parameter[]): object =>
    Object.fromEntries(list.filter(({ value }) => value !== false).map(({ key, value }) => [key, value]));
  const listed = (await get('actions?limit=0')) as { name: string }[];
  const actions = await Promise.all(
    listed.map(async ({ name }) => {
      const { exec, parameters, annotations, limits } = (await get(`actions/${app?.name}/${name}`)) as Action;
      const { timeout, memory, logs } = limits;
      const { kind, binary } = exec;
      return [name, { kind, binary, timeout, memory, logs, ...named(parameters), ...named(annotations) }];
    }),
  );
  const triggers = (await get('triggers')) as { name: string; annotations: Parameter[] }[];
  const rules = (await get('rules')) as { name: string; action: object; trigger: object }[];
  return {
    actions: Object.fromEntries(actions.sort()) as object,
    triggers: triggers.map(({ name, annotations }) => ({ name, ...named(annotations) })),
    rules: rules.map(({ name, action, trigger }) => ({ name, action, trigger })),
  };
}

async function empty(): Promise<void> {
  for (const collection of ['rules', 'triggers']) {
    const { body } = await target.ask('GET', `/api/v1/namespaces/_/${collection}`);
    for (const { name } of body as { name: string }[])
      await target.ask('DELETE', `/api/v1/namespaces/_/${collection}/${name}`);
  }
  await target.ask('DELETE', `/api/v1/namespaces/_/packages/${app?.name}?force=true`);
}

const health = async (): Promise<unknown[]> => {
  const answers = ['cart', 'user', 'catalogue'].map((name) =>
    target.ask('GET', `/api/v1/web/${target.namespace}/${app.name}/${name}/health`, { anonymous: true }),
  );
  return (await Promise.all(answers)).map(({ status, body }) => [status, body]);
};

test('wskdeploy creates the same entities for Robot Shop as the deploy command', { skip }, async () => {
  await deployApp(app, await bundleApp(app), target, addresses);
  const [direct, directHealth] = [await deployed(), await health()];
  await empty();
  const { folder, run } = workplace(target);
  for (const [name, zip] of await bundleApp(app, defaultPlacement, (action) =>
    variablesOf(app, action, addresses),
  ))
    writeFileSync(join(folder, `${name}.zip`), zip);
  writeFileSync(
    join(folder, 'manifest.yaml'),
    manifestOf(app, addresses, (name) => `${name}.zip`),
  );
  const { code, output } = await run('path' in found ? found.path : '', ['-m', 'manifest.yaml']);
  assert.equal(code, 0, output);
  assert.deepEqual(await deployed(), direct);
  assert.deepEqual(await health(), directHealth);
  // The services answer; their stores are not there.
  for (const [status, body] of directHealth as [number, unknown][]) {
    assert.equal(status, 503);
    assert.equal((body as { app: string }).app, 'OK');
  }
  await empty();
});
