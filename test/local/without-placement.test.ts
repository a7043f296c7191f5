import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { describe, it } from 'node:test';
import { defaultPlacement, placementNames } from '#wsk/placements/placement';

/** A copy of the sources without a placement and its tests, in which `use` runs. */
function withoutPlacement(placement: string, use: (run: (...command: string[]) => string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'diptych-without-'));
  try {
    const removed = ['node_modules', '.git'];
    cpSync('.', folder, { recursive: true, filter: (path) => !removed.includes(basename(path)) });
    symlinkSync(join(process.cwd(), 'node_modules'), join(folder, 'node_modules'));
    rmSync(join(folder, 'wsk/placements', placement), { recursive: true });
    rmSync(join(folder, 'test/platform/placements', placement), { recursive: true });
    use((...command) => {
      const env = { ...process.env, NODE_TEST_CONTEXT: undefined };
      const { status, stdout, stderr } = spawnSync(process.execPath, command, {
        cwd: folder,
        env,
        encoding: 'utf8',
      });
      assert.equal(status, 0, `${command.join(' ')}\n${stdout}${stderr}`);
      return stdout;
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('without the folder of a placement and the folder of its tests', () => {
  for (const placement of placementNames.filter((name) => name !== defaultPlacement.name))
    it(`the rest compiles, its documents are right, and no level needs it: ${placement}`, () => {
      withoutPlacement(placement, (run) => {
        run('node_modules/typescript/bin/tsc');
        run('--test', 'test/apps/readmes.test.ts');
        const program = `import { levels } from './test/levels.ts'; process.stdout.write(JSON.stringify(levels));`;
        const levels = run('--input-type=module', '--eval', program);
        assert.match(levels, /"contract"/);
        assert.doesNotMatch(levels, new RegExp(`"(contract-)?${placement}"`));
      });
    });
});
