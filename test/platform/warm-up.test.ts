import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { zipSync } from 'fflate';
import { bundleAction } from '#wsk/deploy/bundle';
import { exportCodeCache } from '#wsk/runtime/code-cache';
import { warmUp } from '#wsk/runtime/warm-up';
import { eventually, putAction, usePlatform } from './helper.ts';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'warm-up-')));
after(() => rmSync(folder, { recursive: true, force: true }));
const { cache } = createRequire(import.meta.url);

/** Runs a warm-up in its own folder and asserts that it leaves no files, modules and code caches. */
async function assertLeavesNothing(name: string, zip: Uint8Array, check: (work: Promise<void>) => unknown) {
  const home = join(folder, name);
  mkdirSync(home);
  const archive = join(folder, `${name}.zip`);
  writeFileSync(archive, zip);
  const [loaded, before] = [Object.keys(cache), process.cwd()];
  try {
    await check(warmUp(archive, home));
    assert.equal(process.cwd(), home);
  } finally {
    process.chdir(before);
  }
  assert.deepEqual(readdirSync(home), []);
  assert.deepEqual(Object.keys(cache), loaded);
  assert.equal(exportCodeCache(), undefined);
}

test('a warm-up loads and runs its action and leaves nothing', async () => {
  const entry = join(import.meta.dirname, '../../wsk/platform/pool/warm-up-action.ts');
  await assertLeavesNothing('good', (await bundleAction(entry)).zip, (work) => work);
});

test('a failed warm-up leaves nothing either', async () => {
  const source = Buffer.from('exports.main = () => { throw new Error("forgot the text"); }');
  const zip = zipSync({ 'index.js': source, 'package.json': Buffer.from('{"type":"commonjs"}') });
  await assertLeavesNothing('bad', zip, (work) => assert.rejects(work, /forgot the text/));
});

test('an action in a warmed-up process finds no traces of the warm-up', async () => {
  const platform = await usePlatform();
  const { ow, instances } = platform;
  const code = `function main() {
    const { readdirSync, realpathSync } = require('node:fs');
    const modules = Object.keys(require('node:module')._cache).filter((path) => path.includes('warm-up'));
    return { home: realpathSync(process.env.HOME) === process.cwd(), files: readdirSync('.'), modules, args: process.argv.length };
  }`;
  await putAction(platform, 'first', code);
  await ow.actions.invoke({ name: 'first', blocking: true });
  await eventually(async () => (await instances()).filter(({ state }) => state === 'prewarmed').length === 2);
  // A process is prewarmed before it warms up, and nothing tells when it has.
  await new Promise((resolve) => setTimeout(resolve, 500));
  await putAction(platform, 'second', code);
  const result = (await ow.actions.invoke({ name: 'second', blocking: true, result: true })) as {
    files: string[];
  };
  assert.deepEqual(
    { ...result, files: result.files.filter((name) => name.includes('warm-up')) },
    { home: true, files: [], modules: [], args: 2 },
  );
});
