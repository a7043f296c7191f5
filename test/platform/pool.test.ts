import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { eventually, isAlive, putAction, recordOf, usePlatform } from './helper.ts';

const counter = 'let n = 0; function main() { n += 1; return { n, pid: process.pid } }';
const waiter = `let running = 0;
async function main({ ms }) {
  running += 1;
  const most = running;
  await new Promise((done) => setTimeout(done, ms));
  running -= 1;
  return { pid: process.pid, most };
}`;

test('a warm process is reused and keeps its module state; an update of the action starts a new process', async () => {
  const platform = await usePlatform();
  await putAction(platform, 'count', counter);
  const first = (await recordOf(platform, 'count')).response.result;
  const second = (await recordOf(platform, 'count')).response.result;
  assert.deepEqual([first.n, second.n], [1, 2]);
  assert.equal(first.pid, second.pid);
  await putAction(platform, 'count', counter);
  const updated = (await recordOf(platform, 'count')).response.result;
  assert.equal(updated.n, 1);
  assert.notEqual(updated.pid, first.pid);
});

test('the list of instances has pid, action, state and counts, and the process title has the action', async () => {
  const platform = await usePlatform();
  assert.deepEqual(await platform.instances(), [], 'an idle platform has no processes');
  await platform.ow.packages.update({ name: 'pk' });
  await putAction(platform, 'pk/named', counter);
  await recordOf(platform, 'pk/named');
  const found = (await platform.instances()).find(({ action }) => action === 'guest/pk/named');
  assert.ok(found);
  assert.deepEqual([found.state, found.running, found.activations], ['idle', 0, 1]);
  assert.match(readFileSync(`/proc/${found.pid}/cmdline`, 'utf8'), /^diptych-action guest\/pk\/named/);
  await eventually(
    async () => (await platform.instances()).filter(({ state }) => state === 'prewarmed').length === 2,
  );
  assert.equal((await fetch(`${platform.apihost}/diptych/instances`)).status, 401);
});

test('the instances of a deleted action end, one that is busy after its activation', async () => {
  const platform = await usePlatform();
  const gone = async (): Promise<void> => {
    assert.ok(
      await eventually(async () =>
        (await platform.instances()).every(({ action }) => action !== 'guest/wait'),
      ),
    );
  };
  await putAction(platform, 'wait', waiter);
  await recordOf(platform, 'wait', { ms: 1 });
  await platform.ow.actions.delete({ name: 'wait' });
  await gone();
  await putAction(platform, 'wait', waiter);
  const busy = recordOf(platform, 'wait', { ms: 1500 });
  await eventually(async () =>
    (await platform.instances()).some(({ action, running }) => action === 'guest/wait' && running === 1),
  );
  await platform.ow.actions.delete({ name: 'wait' });
  assert.equal((await busy).response.success, true);
  await gone();
});

test('with concurrency 1, each of several concurrent activations gets its own process', async () => {
  const platform = await usePlatform();
  await putAction(platform, 'wait', waiter);
  const records = await Promise.all([1, 2, 3].map(() => recordOf(platform, 'wait', { ms: 200 })));
  assert.equal(new Set(records.map(({ response }) => response.result.pid)).size, 3);
});

test('with concurrency N, a second process starts only when the first is full', async () => {
  const platform = await usePlatform({ maxConcurrency: 3 });
  await putAction(platform, 'wait', waiter, { limits: { concurrency: 3 } });
  const invoke = (count: number): Promise<unknown[]> =>
    Promise.all(
      [...Array(count)].map(async () => (await recordOf(platform, 'wait', { ms: 200 })).response.result.pid),
    );
  assert.equal(new Set(await invoke(3)).size, 1);
  assert.equal(new Set(await invoke(4)).size, 2);
});

test('when memory is short, the least recently used idle process is evicted', async () => {
  const platform = await usePlatform({ memoryMb: 512 });
  for (const name of ['a', 'b', 'c']) await putAction(platform, name, counter);
  const a = (await recordOf(platform, 'a')).response.result;
  const b = (await recordOf(platform, 'b')).response.result;
  await recordOf(platform, 'a');
  assert.equal((await recordOf(platform, 'c')).response.result.n, 1);
  assert.equal((await recordOf(platform, 'a')).response.result.n, 3, 'a was used last and is still warm');
  assert.equal(await isAlive(Number(b.pid)), false);
  assert.equal(await isAlive(Number(a.pid)), true);
});

test('activations queue while all memory is in use', async () => {
  const platform = await usePlatform({ memoryMb: 256 });
  await putAction(platform, 'wait', waiter);
  const records = await Promise.all([1, 2, 3].map(() => recordOf(platform, 'wait', { ms: 50 })));
  assert.deepEqual(
    records.map(({ response }) => response.status),
    ['success', 'success', 'success'],
  );
  assert.equal(new Set(records.map(({ response }) => response.result.pid)).size, 1);
});

test('a crashed process fails only its own activations, and the platform reports the crash', async () => {
  const platform = await usePlatform({ maxConcurrency: 2 });
  await putAction(platform, 'wait', waiter, { limits: { concurrency: 2 } });
  const running = [1, 2, 3].map(() => recordOf(platform, 'wait', { ms: 1500 }));
  const full = await eventually(async () => {
    const own = (await platform.instances()).filter(({ action }) => action === 'guest/wait');
    return own.length === 2
      ? own.find(({ running: count, state }) => count === 2 && state !== 'initialising')
      : undefined;
  });
  process.kill(full.pid, 'SIGKILL');
  const statuses = (await Promise.all(running)).map(({ response }) => response.status).sort();
  assert.deepEqual(statuses, ['action developer error', 'action developer error', 'success']);
  assert.ok(platform.events.some((line) => line.includes(`pid ${full.pid}`)));
});

test('--rates stock refuses the 31st concurrent activation and the 61st invocation in a minute', async () => {
  const platform = await usePlatform({ rates: 'stock', memoryMb: 256 });
  await putAction(platform, 'wait', waiter);
  const post = (ms: number): Promise<Response> =>
    platform.api('actions/wait', { method: 'POST', body: JSON.stringify({ ms }) });
  const started = await Promise.all([...Array(30)].map(() => post(60_000)));
  assert.ok(started.every(({ status }) => status === 202));
  const refused = await post(0);
  assert.equal(refused.status, 429);
  assert.match(((await refused.json()) as { error: string }).error, /30/);
  const more = await Promise.all([...Array(61)].map(() => post(0)));
  assert.ok(more.every(({ status }) => status === 429));
});

test('what a provider would bill is the memory limit for the duration of each activation', async () => {
  const platform = await usePlatform();
  const billed = async (): Promise<number> => {
    const text = await (await fetch(`${platform.apihost}/metrics`)).text();
    return Number(/^openwhisk_billed_gb_seconds_total (.+)$/m.exec(text)?.[1]);
  };
  assert.equal(await billed(), 0);
  await putAction(platform, 'wait', waiter, { limits: { memory: 512 } });
  const records = [
    await recordOf(platform, 'wait', { ms: 100 }),
    await recordOf(platform, 'wait', { ms: 0 }),
  ];
  const seconds = records.reduce((sum, { duration }) => sum + duration / 1000, 0);
  assert.ok(seconds > 0.1);
  assert.ok(Math.abs((await billed()) - seconds / 2) < 1e-9);
});
