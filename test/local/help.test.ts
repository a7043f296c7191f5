// Every npm script explains itself in the same shape, and refuses wrong arguments in one sentence.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, it } from 'node:test';
import * as z from 'zod';
import { blameSystem, parseJson } from '#shared/parse';

const root = join(import.meta.dirname, '..', '..');
const manifest = z.object({ scripts: z.record(z.string(), z.string()) });
const { scripts } = parseJson(
  manifest,
  readFileSync(join(root, 'package.json'), 'utf8'),
  'package.json',
  blameSystem,
);

/** Runs the program of a script in an empty temporary folder, which must be empty afterwards. */
async function run(file: string, args: string[]): Promise<{ code: number; out: string; errors: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'help-'));
  const env = { ...process.env, TMPDIR: folder, PLACEMENT: '', NODE_TEST_CONTEXT: undefined };
  const argv = ['--disable-warning=ExperimentalWarning', join(root, file), ...args];
  const child = spawn(process.execPath, argv, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const [[code], out, errors] = await Promise.all([
    once(child, 'exit') as Promise<[number]>,
    text(child.stdout),
    text(child.stderr),
  ]);
  assert.deepEqual(readdirSync(folder), []);
  rmdirSync(folder);
  return { code, out, errors };
}

describe('npm run', { concurrency: 2 }, () => {
  for (const [script, command] of Object.entries(scripts)) {
    const [, does, file = ''] =
      /^: ([^;]+); exec node compose\/local\/bootstrap\.js (\S+)$/.exec(command) ?? [];

    it(`${script} is listed with what it does, and explains itself with -h and --help`, async () => {
      assert.ok(does, command);
      const call = ['start', 'test'].includes(script) ? `npm ${script} --` : `npm run ${script} --`;
      const help = await run(file, ['--help']);
      assert.deepEqual([help.code, help.errors], [0, '']);
      const [usage = '', , sentence = '', ...rest] = help.out.split('\n');
      assert.ok(usage.startsWith(call), usage);
      assert.match(sentence, /^[A-Z].*\.$/);
      assert.match(rest.join('\n'), /\nOptions\n( {2}--.*\n)* {2}-h, --help +print this text\n/);
      assert.match(rest.join('\n'), /\nExamples\n( {2}\S.* {2}\S.*\n)+\nTakes .*\.\n$/);
      assert.deepEqual(await run(file, ['-h']), help);
    });

    it(`${script} refuses an option that it does not have in one sentence, with exit code 2`, async () => {
      const { code, out, errors } = await run(file, ['--no-such-option']);
      assert.deepEqual([code, out], [2, '']);
      assert.match(errors, /^\n[^\n]*--no-such-option[^\n]*--help lists what there is\.\n$/);
    });
  }
});
