// Each tree of `npm run export` installs, starts and passes its contract by itself, as a person would try it.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, describe, it } from 'node:test';
import { apps } from '#apps/apps';
import { writeTrees } from '#compose/export/write-trees';
import { forms } from '#shared/app/addresses';

const root = join(import.meta.dirname, '..', '..');
const target = mkdtempSync(join(tmpdir(), 'exported-'));
after(() => rmSync(target, { recursive: true, force: true }));

/** Runs npm in a tree; resolves with its exit code and all that it has printed. */
async function npm(tree: string, ...args: string[]): Promise<{ code: number; output: string }> {
  const env = { ...process.env, NODE_TEST_CONTEXT: undefined };
  const child = spawn('npm', args, { cwd: tree, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const [[code], out, errors] = await Promise.all([
    once(child, 'exit') as Promise<[number]>,
    text(child.stdout),
    text(child.stderr),
  ]);
  return { code, output: `${out}\n${errors}` };
}

for (const { app } of Object.values(apps))
  describe(`the trees of ${app.title}`, () => {
    before(() => writeTrees(root, app, join(target, app.name)));

    for (const form of forms) {
      const tree = join(target, app.name, form);

      it(`install what the ${form} form needs, and nothing is missing for the compiler`, async () => {
        const { code, output } = await npm(tree, 'ci');
        assert.equal(code, 0, output);
        const compiled = await npm(tree, 'exec', '--', 'tsc');
        assert.equal(compiled.code, 0, compiled.output);
      });

      it(`start the ${form} form alone`, async () => {
        const { code, output } = await npm(tree, 'start', '--', '--once');
        assert.equal(code, 0, output);
      });

      it(`pass the contract of the ${form} form`, async () => {
        const { code, output } = await npm(tree, 'test');
        assert.equal(code, 0, output);
        assert.match(output, /^\d{2,} passed/m);
      });
    }
  });
