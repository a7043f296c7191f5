import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { actionUrl } from '#shared/actions/client';
import { bundleAction } from '#wsk/deploy/bundle';
import type { FusedAction, FusedVariables } from '#wsk/placements/fused/fuse';
import { fusedSource } from '#wsk/placements/fused/placement';
import { usePlatform } from '../../helper.ts';

const { ow, apihost, key } = await usePlatform();
const entryOf = (name: string): string => join(import.meta.dirname, 'actions', `${name}.ts`);
const fusedActions: (FusedAction & { entry: string })[] = [
  { name: 'fusion/web', kind: 'raw', entry: entryOf('web') },
  { name: 'fusion/plain', kind: 'invoke', entry: entryOf('plain') },
  { name: 'fusion/broken', kind: 'invoke', entry: entryOf('broken') },
];
const webUrl = `${apihost}/api/v1/web/guest/fusion/web`;
const urlOf = (name: string): string => actionUrl(apihost, `fusion/${name}`, 'guest');
const fused: FusedVariables = {
  hidden: ['OWN', 'SECRET'],
  actions: {
    'fusion/web': { url: webUrl, variables: { OWN: 'of web' } },
    'fusion/plain': { url: urlOf('plain'), variables: { OWN: 'of plain' } },
    'fusion/broken': { url: urlOf('broken'), variables: {} },
  },
};

async function deploy(name: string, zip: Uint8Array, environment: Record<string, string>): Promise<void> {
  await ow.actions.update({
    name: `fusion/${name}`,
    action: {
      exec: { kind: 'nodejs:20', code: Buffer.from(zip).toString('base64'), binary: true },
      parameters: Object.entries(environment).map(([key, value]) => ({ key, value, init: true })),
      annotations: [
        { key: 'web-export', value: name === 'web' },
        { key: 'raw-http', value: name === 'web' },
      ],
    } as never,
  });
}

before(async () => {
  await ow.packages.update({ name: 'fusion' });
  const [caller, web, plain] = await Promise.all([
    bundleAction(entryOf('caller'), fusedSource(entryOf('caller'), fusedActions)),
    bundleAction(entryOf('web')),
    bundleAction(entryOf('plain')),
  ]);
  await deploy('caller', caller.zip, {
    OWN: 'of the caller',
    SECRET: 'of the caller',
    WEB_URL: webUrl,
    PLAIN_URL: urlOf('plain'),
    OW_AUTH: key,
    FUSED: JSON.stringify(fused),
  });
  await deploy('web', web.zip, { OWN: 'alone' });
  await deploy('plain', plain.zip, { OWN: 'alone' });
});

type Result = Record<string, unknown>;
const run = (params: object): Promise<Result> =>
  ow.actions.invoke({ name: 'fusion/caller', blocking: true, result: true, params }) as Promise<Result>;
const recordsOf = async (name: string): Promise<unknown[]> =>
  (await ow.activations.list({ name: `fusion/${name}` } as never)) as unknown as unknown[];

test('a fused web action gives the usual response, in the process of its caller', async () => {
  const { pid, status, type, asked, in: place } = await run({ web: { path: '/a/b?c=1' } });
  assert.deepEqual([status, type, asked], [201, 'application/json', ['get', '/a/b', 'c=1']]);
  assert.equal(place, pid);
  assert.deepEqual(await recordsOf('web'), []);
});

test('a fused action gets its own variables and not those of its caller', async () => {
  const { sees } = await run({ web: { path: '' } });
  assert.deepEqual(sees, { OWN: 'of web', SECRET: 'unseen', hasPath: true });
});

test('an action that cannot be loaded fails in every call, and other actions work', async () => {
  for (let i = 0; i < 2; i += 1)
    assert.deepEqual((await run({ name: 'broken', plain: {} })).result, { failed: true });
  assert.equal(((await run({ plain: {} })).result as Result).own, 'of plain');
  assert.equal((await run({ web: { path: '' } })).own, 'of the caller');
});

test('a fused action gets a copy of its parameters', async () => {
  const { pid, given, result } = await run({ plain: { list: [1] } });
  assert.deepEqual(given, { list: [1] });
  assert.deepEqual(result, { in: pid, list: [1, 0], own: 'of plain' });
  assert.deepEqual(await recordsOf('plain'), []);
});

test('a fused action that throws gives the usual error, and the next call works', async () => {
  assert.deepEqual((await run({ plain: { fail: true } })).result, { failed: true });
  const { result } = await run({ plain: {} });
  assert.equal((result as Result).own, 'of plain');
});

test('the log lines of a fused action are in the record of its caller', async () => {
  const { activationId } = await ow.actions.invoke({
    name: 'fusion/caller',
    blocking: true,
    params: { web: { path: '/seen' } },
  });
  const { logs } = (await ow.activations.logs({ name: activationId })) as unknown as { logs: string[] };
  assert.match(logs.join('\n'), /stdout: asked for \/seen/);
});

test('a call that only the platform can handle goes through it', async () => {
  const { pid, in: place, sees } = await run({ web: { path: '', headers: { authorization: 'Basic x' } } });
  assert.notEqual(place, pid);
  assert.equal((sees as Result).OWN, 'alone');
  assert.equal((await recordsOf('web')).length, 1);
});
