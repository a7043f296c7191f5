import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, it } from 'node:test';

const folder = mkdtempSync(join(tmpdir(), 'diptych-side-by-side-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** Runs two groups by a command with this source; returns the exit code and what is printed. */
function sideBySide(source: string): [code: number, text: string] {
  writeFileSync(join(folder, 'command.mjs'), `const names = process.argv.slice(2);\n${source}`);
  const program = `
    import { runSideBySide } from ${JSON.stringify(join(import.meta.dirname, 'run-side-by-side.ts'))};
    const levels = ['one', 'two', 'three'].map((name) => ({ name, files: [], concurrency: 1 }));
    const code = await runSideBySide([levels.slice(0, 2), levels.slice(2)], ${JSON.stringify(join(folder, 'command.mjs'))});
    process.stdout.write('exit code ' + code);`;
  writeFileSync(join(folder, 'program.ts'), program);
  const text = execFileSync(process.execPath, [join(folder, 'program.ts')], { encoding: 'utf8' });
  return [Number(/exit code (\d)$/.exec(text)?.[1]), text];
}

const printLevels = `
  for (const name of names) {
    console.log('\\n' + name);
    await new Promise((resolve) => setTimeout(resolve, 50));
    console.log('  ' + name + ': 2 passed, 1 skipped in 0.1 s');
  }`;

it('prints each level in one piece, and the sum of the counts last', () => {
  const [code, text] = sideBySide(`${printLevels}
    console.log('\\n' + 2 * names.length + ' passed, 0 failed, ' + names.length + ' skipped');`);
  for (const name of ['one', 'two', 'three'])
    assert.ok(text.includes(`\n${name}\n  ${name}: 2 passed`), text);
  assert.equal(code, 0);
  assert.match(text, /\n6 passed, 0 failed, 3 skipped\n/);
});

it('counts a group that ends without counts as a failure, and prints its last words', () => {
  const [code, text] = sideBySide(`${printLevels}
    if (names.length === 1) console.log('\\n2 passed, 0 failed, 1 skipped');
    else console.log('farewell');`);
  assert.equal(code, 1);
  assert.match(text, /farewell\n\n {2}The levels one, two have ended without counts\n/);
  assert.match(text, /\n2 passed, 1 failed, 1 skipped\n/);
});
