import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { oneAtATime } from '#compose/local/install/one-at-a-time';

const name = `test ${process.pid}`;

test('work of one name is done one after the other, also after work that failed', async () => {
  const events: string[] = [];
  const work = (id: string) => async () => {
    events.push(`${id} begins`);
    await new Promise(setImmediate);
    events.push(`${id} ends`);
    if (id === 'b') throw new Error('b fails');
  };
  const results = await Promise.allSettled(['a', 'b', 'c', 'd'].map((id) => oneAtATime(name, work(id))));
  assert.deepEqual(
    results.map(({ status }) => status),
    ['fulfilled', 'rejected', 'fulfilled', 'fulfilled'],
  );
  const ids = events.map((event) => event[0]);
  assert.equal(events.length, 8);
  for (let at = 0; at < 8; at += 2) assert.equal(ids[at], ids[at + 1], events.join(', '));
});

test('the name of a process that is killed is free', async () => {
  const url = import.meta.resolve('#compose/local/install/one-at-a-time');
  const script = `const { oneAtATime } = await import('${url}');
    await oneAtATime('${name}', () => { console.log('begun'); return new Promise((r) => setTimeout(r, 1e6)); });`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script]);
  await once(child.stdout, 'data');
  let isDone = false;
  const waiting = oneAtATime(name, async () => {
    isDone = true;
  });
  await new Promise(setImmediate);
  assert.ok(!isDone);
  child.kill('SIGKILL');
  await waiting;
  assert.ok(isDone);
});
