import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { eventually } from '#test/harness/eventually';
import type { ActivationRecord } from '#wsk/platform/activations/activation-record';
import { createActivations } from '#wsk/platform/activations/activations';

const record = (n: number, size = 0): ActivationRecord => ({
  activationId: `id-${n}`,
  annotations: [],
  logs: [],
  name: 'action',
  namespace: 'guest',
  publish: false,
  response: { result: { n }, size, status: 'success', success: true },
  start: n,
  subject: 'guest',
  version: '0.0.1',
});

test('only the last 20,000 records are stored', () => {
  const activations = createActivations();
  for (let n = 0; n < 65_000; n += 1) activations.put(record(n));
  const all = activations.list('guest', () => true);
  assert.equal(all.length, 20_000);
  assert.deepEqual([all[0]?.start, all.at(-1)?.start], [64_999, 45_000]);
  assert.equal(activations.get('guest', 'id-44999'), undefined);
  assert.equal(activations.get('guest', 'id-45000')?.start, 45_000);
});

test('fewer records are stored when their results are large', () => {
  const activations = createActivations();
  for (let n = 0; n < 300; n += 1) activations.put(record(n, 1024 * 1024));
  const kept = activations.list('guest', () => true).length;
  assert.ok(kept > 200 && kept <= 256, String(kept));
});

test('a lazy record is created once, at the first read', () => {
  const activations = createActivations();
  let made = 0;
  activations.putLazily('id-7', 2, () => {
    made += 1;
    return record(7);
  });
  assert.equal(made, 0);
  assert.equal(activations.get('guest', 'id-7')?.start, 7);
  assert.deepEqual(
    activations.list('guest', () => true),
    [record(7)],
  );
  assert.equal(made, 1);
});

test('dropped lazy records occupy no memory', () => {
  const activations = createActivations();
  const megabyte = 1024 * 1024;
  const before = process.memoryUsage().heapUsed;
  for (let n = 0; n < 1200; n += 1) {
    const text = Buffer.from(`${n}`.padEnd(megabyte / 2)).toString();
    activations.putLazily(text.slice(0, 32), text.length, () => record(n, text.length));
  }
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  const held = (process.memoryUsage().heapUsed - before) / megabyte;
  assert.equal(activations.list('guest', () => true)[0]?.start, 1199);
  assert.ok(held < 300, `${Math.round(held)} MB`);
});

test('the garbage collector frees dropped records', async () => {
  const activations = createActivations();
  let forgotten = 0;
  const registry = new FinalizationRegistry(() => {
    forgotten += 1;
  });
  for (let n = 0; n < 400; n += 1) {
    const one = record(n, 1024 * 1024);
    registry.register(one, n);
    activations.put(one);
  }
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  await eventually(() => {
    collect();
    assert.ok(forgotten >= 140, `${forgotten} of about 144`);
  });
});
