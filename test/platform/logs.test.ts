import assert from 'node:assert/strict';
import { test } from 'node:test';
import { putAction, recordOf, storedRecord, type TestPlatform, usePlatform } from './helper.ts';

const platform = await usePlatform({ maxConcurrency: 10 });

async function linesOf(from: TestPlatform, name: string, params: object = {}): Promise<string[]> {
  const { activationId } = await recordOf(from, name, params);
  return texts((await storedRecord(from, activationId)).logs);
}

function texts(lines: string[]): string[] {
  return lines.map((line) => {
    assert.match(line, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z std(out|err): /);
    return line.slice(line.indexOf(' ') + 1);
  });
}

test('the record has the lines of both streams in order, with time and stream', async () => {
  const code =
    'function main() { console.log("one"); console.error("two"); console.log("three\\nfour"); process.stdout.write("end") }';
  await putAction(platform, 'chatty', code);
  const expected = ['stdout: one', 'stderr: two', 'stdout: three', 'stdout: four', 'stdout: end'];
  assert.deepEqual(await linesOf(platform, 'chatty'), expected);
});

test('the response to a blocking invocation has no log; /logs returns it', async () => {
  await putAction(platform, 'talk', 'function main() { console.log("hi") }');
  const record = await recordOf(platform, 'talk');
  assert.deepEqual(record.logs, []);
  const stored = await storedRecord(platform, record.activationId);
  const { logs } = (await (await platform.api(`activations/${record.activationId}/logs`)).json()) as {
    logs: string[];
  };
  assert.deepEqual(logs, stored.logs);
});

test('lines that are printed while the code loads are in the log of the first activation', async () => {
  await putAction(platform, 'loading', 'console.log("loading"); function main() { console.log("running") }');
  assert.deepEqual(await linesOf(platform, 'loading'), ['stdout: loading', 'stdout: running']);
  assert.deepEqual(await linesOf(platform, 'loading'), ['stdout: running']);
});

test('lines that are printed while no activation runs are in the log of the next one', async () => {
  const code = 'function main({ late }) { if (late) setTimeout(() => console.log("one\\ntwo"), 20) }';
  await putAction(platform, 'afterwards', code);
  assert.deepEqual(await linesOf(platform, 'afterwards', { late: true }), []);
  await new Promise((resolve) => setTimeout(resolve, 100));
  assert.deepEqual(await linesOf(platform, 'afterwards'), ['stdout: one', 'stdout: two']);
});

test('the log of a crashed activation has the lines before the crash and the error', async () => {
  await putAction(platform, 'crash', 'function main() { console.log("before"); process.exit(1) }');
  assert.deepEqual(await linesOf(platform, 'crash'), ['stdout: before']);
  await putAction(
    platform,
    'late',
    'function main() { setTimeout(() => { throw new Error("late") }); return new Promise(() => {}) }',
  );
  assert.ok((await linesOf(platform, 'late')).some((line) => line === 'stderr: Error: late'));
});

test('lines that are written directly to the file descriptors are in the log of the running activation', async () => {
  const code = `function main() {
    require('fs').writeSync(1, 'direct\\n');
    require('child_process').execSync('echo child >&2', { stdio: 'inherit' });
  }`;
  await putAction(platform, 'direct', code);
  assert.deepEqual((await linesOf(platform, 'direct')).sort(), ['stderr: child', 'stdout: direct']);
});

test('each of several concurrent activations in a process has its own lines in its record', async () => {
  const code = `async function main({ n }) {
    for (let i = 0; i < 20; i += 1) {
      console.log('activation ' + n + ' line ' + i);
      await new Promise((done) => setTimeout(done, (n * 7 + i * 3) % 5));
    }
    return { pid: process.pid };
  }`;
  await putAction(platform, 'together', code, { limits: { concurrency: 10 } });
  const records = await Promise.all([...Array(10).keys()].map((n) => recordOf(platform, 'together', { n })));
  assert.equal(new Set(records.map(({ response }) => response.result.pid)).size, 1);
  for (const [n, { activationId }] of records.entries()) {
    const { logs } = await storedRecord(platform, activationId);
    assert.deepEqual(
      texts(logs),
      [...Array(20).keys()].map((i) => `stdout: activation ${n} line ${i}`),
    );
  }
});

test('the log is cut at its limit, and is empty with a limit of 0', async () => {
  const code = 'function main() { for (let i = 0; i < 3000; i += 1) console.log("x".repeat(1000)) }';
  await putAction(platform, 'flood', code, { limits: { logs: 1 } });
  const lines = await linesOf(platform, 'flood');
  assert.match(lines.at(-1) ?? '', /cut at its limit of 1 MB/);
  assert.ok(lines.length < 1100);
  await putAction(platform, 'silent', code, { limits: { logs: 0 } });
  assert.deepEqual(await linesOf(platform, 'silent'), []);
});
