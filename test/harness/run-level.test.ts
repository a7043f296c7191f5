import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, it } from 'node:test';
import type { Counts } from '../reporter.ts';

const folder = mkdtempSync(join(tmpdir(), 'diptych-run-level-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a level of one file in a process that is no test itself. */
function levelOf(file: string, source: string, limitMs = 60_000): { counts: Counts; text: string } {
  writeFileSync(join(folder, file), source);
  const program = `
    import { runLevel } from ${JSON.stringify(join(import.meta.dirname, 'run-level.ts'))};
    const level = { name: 'a-level', files: [${JSON.stringify(join(folder, file))}], concurrency: 1 };
    const stop = new AbortController().signal;
    let text = '';
    const write = (part) => { text += part; };
    const counts = await runLevel(level, { env: process.env, stop, limitMs: ${limitMs}, write });
    process.stdout.write(JSON.stringify({ counts, text }));`;
  const env = { ...process.env, NODE_TEST_CONTEXT: undefined };
  writeFileSync(join(folder, 'program.ts'), program);
  const text = execFileSync(process.execPath, [join(folder, 'program.ts')], { env });
  return JSON.parse(text.toString()) as { counts: Counts; text: string };
}

const head = "import { describe, it } from 'node:test';\n";

it('counts tests, not groups, and gives the reason of each skip', () => {
  const { counts, text } = levelOf(
    'mixed.test.ts',
    `${head}describe('group', () => {
      it('passes', () => {});
      it('fails', () => { throw new Error('on purpose'); });
      it('is skipped', { skip: 'nothing to do' }, () => {});
    });`,
  );
  assert.deepEqual(counts, { passed: 1, failed: 1, skipped: 1 });
  assert.match(text, /FAILED: fails\n {2}in .*mixed\.test\.ts:4\n.*on purpose/);
  assert.match(text, /skipped: is skipped \(nothing to do\)/);
  assert.match(text, /^ {2}a-level: 1 passed, 1 FAILED, 1 skipped in [\d.]+ s$/m);
});

it('counts a file that ends before its tests do as a failure, with its last words', () => {
  const { counts, text } = levelOf(
    'crash.test.ts',
    `${head}it('passes', () => {});
    it('crashes', () => { process.stderr.write('farewell'); process.exit(3); });`,
  );
  assert.ok(counts.failed > 0);
  assert.match(text, /farewell/);
});

it('counts a level in which no test runs as a failure', () => {
  const { counts, text } = levelOf(
    'skipped.test.ts',
    `${head}it('is skipped', { skip: 'always' }, () => {});`,
  );
  assert.deepEqual(counts, { passed: 0, failed: 1, skipped: 1 });
  assert.match(text, /the level a-level has run no test/);
});

it('ends a level that does not end, and counts that as a failure', () => {
  const { counts, text } = levelOf(
    'stuck.test.ts',
    `${head}it('never ends', () => new Promise((resolve) => setTimeout(resolve, 600_000)));`,
    3000,
  );
  assert.ok(counts.failed > 0);
  assert.match(text, /the level a-level did not end within 3 s/);
});
