import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { useTarget } from '../target.ts';
import { findWskdeploy } from './install.ts';
import { type ProgramResult, workplace } from './program.ts';

const found = await findWskdeploy();
const target = await useTarget();
const skip = 'skip' in found ? found.skip : false;
// The project has an API.
const skipProject = skip || target.noGateway;
const { ow, ask, namespace } = target;
const { folder, run } = workplace(target);

const manifest = `packages:
  demo:
    version: 1.0
    license: Apache-2.0
    inputs: { shared: from-the-package }
    dependencies:
      bound: { location: /whisk.system/alarms }
    actions:
      hello:
        function: hello.js
        runtime: nodejs:20
        web: true
        inputs: { name: you }
        limits: { timeout: 5000, memorySize: 128, logSize: 1 }
        annotations: { note: x }
      zipped: { function: zipped, runtime: nodejs:20 }
      cond: { function: cond.js, runtime: nodejs:20, conductor: true }
      secured: { function: hello.js, runtime: nodejs:20, web: raw, annotations: { require-whisk-auth: true } }
    sequences:
      chain: { actions: 'hello, zipped', web: true }
    triggers:
      tick: { inputs: { a: 1 } }
      timer: { feed: /whisk.system/alarms/interval, inputs: { minutes: 60 } }
    rules:
      rule1: { trigger: tick, action: hello }
    apis:
      club-api:
        /club:
          /hello: { hello: { method: GET, response: http } }
`;
const project = `project:
  name: proj
  packages:
    managed:
      actions:
        one: { function: hello.js, runtime: nodejs:20 }
        two: { function: hello.js, runtime: nodejs:20 }
`;

writeFileSync(
  join(folder, 'hello.js'),
  "function main(args) { return { body: args.shared + ' for ' + args.name } }",
);
writeFileSync(join(folder, 'cond.js'), 'function main(args) { return { params: args } }');
mkdirSync(join(folder, 'zipped'));
writeFileSync(join(folder, 'zipped', 'package.json'), '{"main":"index.js"}');
writeFileSync(
  join(folder, 'zipped', 'index.js'),
  'exports.main = ({ body }) => ({ body: body.toUpperCase() })',
);
writeFileSync(join(folder, 'manifest.yaml'), manifest);
writeFileSync(join(folder, 'project.yaml'), project);

async function wskdeploy(...args: string[]): Promise<ProgramResult> {
  const ended = await run('path' in found ? found.path : '', args);
  return ended;
}

const names = async (collection: string): Promise<string[]> => {
  const { body } = await ask('GET', `/api/v1/namespaces/_/${collection}?limit=0`);
  return (body as { name: string }[]).map(({ name }) => name).sort();
};

test('wskdeploy deploys a project with entities of all kinds', { skip: skipProject }, async () => {
  const { code, output } = await wskdeploy('-m', 'manifest.yaml');
  assert.equal(code, 0, output);
  assert.deepEqual(await names('actions'), ['chain', 'cond', 'hello', 'secured', 'zipped']);
  assert.deepEqual(await names('packages'), ['bound', 'demo']);
  assert.deepEqual(await names('triggers'), ['tick', 'timer']);
  const rule = (await ow.rules.get({ name: 'rule1' })) as unknown as { status: string };
  assert.equal(rule.status, 'active');
  const { limits } = await ow.actions.get({ name: 'demo/hello' });
  assert.deepEqual(limits, { timeout: 5000, memory: 128, logs: 1, concurrency: 1 });
});

test('the deployed action, zip, sequence, conductor, web action, trigger and API work', {
  skip: skipProject,
}, async () => {
  const invoke = (name: string): Promise<unknown> =>
    ow.actions.invoke({ name, blocking: true, result: true });
  assert.deepEqual(await invoke('demo/hello'), { body: 'from-the-package for you' });
  assert.deepEqual(await invoke('demo/chain'), { body: 'FROM-THE-PACKAGE FOR YOU' });
  assert.deepEqual(await invoke('demo/cond'), { shared: 'from-the-package' });
  const web = `/api/v1/web/${namespace}/demo`;
  assert.equal((await ask('GET', `${web}/hello`, { anonymous: true })).text, 'from-the-package for you');
  assert.equal((await ask('GET', `${web}/secured`, { anonymous: true })).status, 401);
  assert.equal((await ask('POST', '/api/v1/namespaces/_/triggers/tick')).status, 202);
  const { apis } = (await ow.routes.list()) as unknown as { apis: { value: { gwApiUrl: string } }[] };
  assert.equal(await (await fetch(`${apis[0]?.value.gwApiUrl}/hello`)).text(), 'from-the-package for you');
});

test('wskdeploy again, report and preview change nothing', { skip: skipProject }, async () => {
  for (const args of [
    ['-m', 'manifest.yaml'],
    ['report', '-m', 'manifest.yaml'],
    ['-m', 'manifest.yaml', '--preview'],
  ]) {
    const { code, output } = await wskdeploy(...args);
    assert.equal(code, 0, output);
  }
  assert.equal((await names('actions')).length, 5);
});

test('wskdeploy undeploy removes all entities', { skip: skipProject }, async () => {
  const { code, output } = await wskdeploy('undeploy', '-m', 'manifest.yaml');
  assert.equal(code, 0, output);
  for (const collection of ['actions', 'packages', 'triggers', 'rules'])
    assert.deepEqual(await names(collection), []);
  const { apis } = (await ow.routes.list()) as unknown as { apis: unknown[] };
  assert.deepEqual(apis, []);
});

test('wskdeploy sync removes entities that are no longer in the project, and export writes the project', {
  skip,
}, async () => {
  assert.equal((await wskdeploy('sync', '-m', 'project.yaml')).code, 0);
  assert.deepEqual(await names('actions'), ['one', 'two']);
  writeFileSync(join(folder, 'project.yaml'), project.replace(/ +two:.*\n/, ''));
  const { code, output } = await wskdeploy('sync', '-m', 'project.yaml');
  assert.equal(code, 0, output);
  assert.deepEqual(await names('actions'), ['one']);
  assert.equal((await wskdeploy('export', '-m', 'out.yaml', '--projectname', 'proj')).code, 0);
  assert.match(readFileSync(join(folder, 'out.yaml'), 'utf8'), /runtime: nodejs:20/);
  assert.ok(existsSync(join(folder, 'managed', 'one.js')));
  assert.equal((await wskdeploy('undeploy', '--projectname', 'proj')).code, 0);
  assert.deepEqual(await names('packages'), []);
});

const errors: [what: string, args: string[], yaml: string, text: RegExp][] = [
  ['wrong credentials', ['--auth', 'a:b'], manifest, /401/],
  ['a rule without its trigger', [], manifest.replace('trigger: tick', 'trigger: none'), /400/],
  ['a limit out of range', [], manifest.replace('logSize: 1', 'logSize: 11'), /400/],
  ['a kind that cannot run', [], manifest.replace('nodejs:20', 'cobol:1'), /cobol:1/],
];

for (const [what, args, yaml, text] of errors) {
  test(`wskdeploy fails with a reason for ${what}`, { skip }, async () => {
    writeFileSync(join(folder, 'bad.yaml'), yaml);
    const { code, output } = await wskdeploy('-m', 'bad.yaml', '--strict', ...args);
    assert.notEqual(code, 0, output);
    assert.match(output, text);
    await wskdeploy('undeploy', '-m', 'manifest.yaml');
  });
}
