import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { after, test } from 'node:test';
import openwhisk from 'openwhisk';
import { startPlatform } from '#wsk/platform/platform';
import {
  eventually,
  type InstanceInfo,
  isAlive,
  newKey,
  putAction,
  recordOf,
  usePlatform,
} from './helper.ts';
import { command, type OwnProcess, startCommand } from './own-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'process-'));
after(() => rmSync(folder, { recursive: true, force: true }));
async function pidsOf({ apihost, key: keyOf }: OwnProcess): Promise<number[]> {
  const key = keyOf();
  const ow = openwhisk({ apihost, api_key: key });
  await ow.actions.update({ name: 'a', action: 'function main() { return { ok: 1 } }' });
  await ow.actions.invoke({ name: 'a', blocking: true });
  const headers = { authorization: `Basic ${Buffer.from(key).toString('base64')}` };
  const found = await eventually(async () => {
    const all = (await (await fetch(`${apihost}/diptych/instances`, { headers })).json()) as InstanceInfo[];
    return all.length === 3 ? all : undefined;
  });
  return found.map(({ pid }) => pid);
}

const foldersOf = (pid: number): string[] =>
  readdirSync(tmpdir()).filter((name) => name.includes(`-ow-${pid}-`));
const allGone = (pids: number[]): Promise<true> =>
  eventually(async () => !(await Promise.all(pids.map(isAlive))).includes(true) || undefined);

test('the command stores the key of guest in a file that only its user can read, and never prints it', async () => {
  const started = await startCommand(folder);
  assert.equal(statSync(started.authFile).mode & 0o777, 0o600);
  const pids = await pidsOf(started);
  assert.ok(!started.output().includes(started.key().split(':')[1] as string));
  started.child.kill('SIGTERM');
  await eventually(() => started.child.exitCode !== null);
  assert.equal(started.child.exitCode, 0);
  await allGone(pids);
  assert.deepEqual(foldersOf(started.child.pid as number), []);
});

test('the command stops when its parent process disconnects', async () => {
  const started = await startCommand(folder);
  const pids = await pidsOf(started);
  started.child.disconnect();
  await eventually(() => started.child.exitCode !== null);
  await allGone(pids);
});

test('kill -9 of the platform leaves no process, and the next start removes its files', async () => {
  const started = await startCommand(folder);
  const pids = await pidsOf(started);
  started.child.kill('SIGKILL');
  await eventually(() => started.child.signalCode !== null);
  await allGone(pids);
  const next = await startPlatform({ namespaces: { guest: newKey() } });
  await next.close();
  assert.deepEqual(foldersOf(started.child.pid as number), []);
});

test('a key file names the namespaces; the error for an invalid file contains no key', async () => {
  const file = join(folder, 'keys');
  writeFileSync(file, `# mine\nguest ${newKey()}\n`);
  const started = await startCommand(folder, ['--keys', file]);
  assert.equal(started.authFile, file);
  started.child.kill('SIGINT');
  await eventually(() => started.child.exitCode !== null);
  writeFileSync(file, 'justakey\n');
  const run = (): string =>
    execFileSync(process.execPath, [command, '--keys', file], { encoding: 'utf8', stdio: 'pipe' });
  assert.throws(
    run,
    (error: { stderr: string }) =>
      /not NAMESPACE UUID:KEY/.test(error.stderr) && !/justakey/.test(error.stderr),
  );
});

test('keys for several namespaces can be in the environment, and actions do not get them', async () => {
  const [guest, other] = [newKey(), newKey()];
  process.env.OPENWHISK_KEYS = `guest ${guest}\nother ${other}`;
  after(() => delete process.env.OPENWHISK_KEYS);
  const started = await startCommand(folder);
  delete process.env.OPENWHISK_KEYS;
  assert.equal(started.authFile, null);
  for (const [namespace, key] of [
    ['guest', guest],
    ['other', other],
  ]) {
    const ow = openwhisk({ apihost: started.apihost, api_key: key as string });
    assert.deepEqual(await ow.namespaces.list(), [namespace]);
    await ow.actions.update({ name: 'env', action: 'function main() { return { ...process.env } }' });
    const env = JSON.stringify(await ow.actions.invoke({ name: 'env', blocking: true, result: true }));
    assert.ok(!env.includes(guest) && !env.includes(other));
  }
  started.child.kill('SIGTERM');
  await eventually(() => started.child.exitCode !== null);
  assert.ok(!started.output().includes(guest.split(':')[1] as string));
});

test('a port in use gives one readable sentence', async () => {
  const platform = await usePlatform();
  const port = Number(new URL(platform.apihost).port);
  await assert.rejects(startPlatform({ namespaces: {}, port }), /^Error: Port \d+ is taken; /);
});

test('close ends every process, also one that ignores SIGTERM, and removes all files', async () => {
  const platform = await startPlatform({ namespaces: { guest: newKey(), other: newKey() } });
  await platform.close();
  const used = await usePlatform();
  await putAction(
    used,
    'deaf',
    'process.on("SIGTERM", () => {}); function main() { return { pid: process.pid, home: process.env.HOME } }',
  );
  const { pid, home } = (await recordOf(used, 'deaf')).response.result;
  assert.ok(existsSync(String(home)));
  await used.close();
  assert.equal(await isAlive(Number(pid)), false);
  assert.equal(existsSync(String(home)), false);
  await assert.rejects(fetch(used.apihost));
});

test('processes that an action has started end with its instance', async () => {
  const platform = await usePlatform();
  const code = `function main() {
    return { pid: require('child_process').spawn('sleep', ['600'], { stdio: 'inherit' }).pid };
  }`;
  await putAction(platform, 'parent', code);
  const { pid } = (await recordOf(platform, 'parent')).response.result;
  assert.equal(await isAlive(Number(pid)), true);
  await platform.close();
  await allGone([Number(pid)]);
});

test('the option node chooses the Node that runs the actions', async (t) => {
  const own = process.version.split('.')[0];
  const node = (process.env.PATH ?? '')
    .split(delimiter)
    .map((path) => join(path, 'node'))
    .find(
      (path) =>
        existsSync(path) && !execFileSync(path, ['--version'], { encoding: 'utf8' }).startsWith(`${own}.`),
    );
  if (node === undefined) return t.skip(`no Node other than ${own} on PATH`);
  const platform = await usePlatform({ node });
  await putAction(
    platform,
    'version',
    'function main() { console.log("x"); return { version: process.version } }',
  );
  const { version } = (await recordOf(platform, 'version')).response.result;
  assert.equal(version, execFileSync(node, ['--version'], { encoding: 'utf8' }).trim());
});

test('a Node that cannot be started gives an internal error with the reason', async () => {
  const platform = await usePlatform({ node: join(folder, 'no-node') });
  await putAction(platform, 'a', 'function main() {}');
  const { response } = await recordOf(platform, 'a');
  assert.equal(response.status, 'whisk internal error');
  assert.match(String(response.result.error), /before it was ready/);
});
