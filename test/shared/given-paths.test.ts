// Files and folders that a person names in a command.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { checkIsReplaceable, makeFolder, readGivenFile } from '#shared/cli/given-paths';

const workplace = mkdtempSync(join(tmpdir(), 'given-paths-'));
after(() => rmSync(workplace, { recursive: true }));
const file = join(workplace, 'file');
writeFileSync(file, 'text');

describe('a folder', () => {
  it('is made with those above it, and nothing is left in it', () => {
    const folder = join(workplace, 'one', 'two');
    makeFolder('--out', folder);
    makeFolder('--out', folder);
    assert.deepEqual(readdirSync(folder), []);
  });

  it('that cannot have files is refused with its path and the remedy', () => {
    for (const folder of [
      '/proc/none/there',
      '/proc',
      '/dev/null',
      '/dev/zero/there',
      file,
      join(file, 'there'),
    ])
      assert.throws(() => makeFolder('--out', folder), {
        message: new RegExp(
          `^--out ${folder}: this folder cannot be used \\(E\\w+: [\\w ]+\\)\\. Name one in`,
        ),
        exitCode: 2,
      });
    assert.throws(() => makeFolder('--out', ''), /^Failure: --out is empty: name a folder\.$/);
  });
});

describe('a file', () => {
  it('is read as it is', () => {
    assert.equal(readGivenFile('FILE', file).toString(), 'text');
  });

  it('that has no end, is a folder or does not exist is refused at once', () => {
    for (const [path, reason] of [
      ['/dev/zero', 'is a device or a socket: name a regular file.'],
      [workplace, 'is a folder: name a regular file.'],
      [join(workplace, 'none'), 'does not exist.'],
      [join(file, 'below'), 'does not exist.'],
    ])
      assert.throws(() => readGivenFile('FILE', path ?? ''), {
        message: `FILE ${path} ${reason}`,
        exitCode: 2,
      });
  });

  it('is written over, and nothing else is', () => {
    const folder = join(workplace, 'manifest.yaml');
    mkdirSync(folder);
    checkIsReplaceable('--out', file);
    checkIsReplaceable('--out', join(workplace, 'none'));
    assert.throws(
      () => checkIsReplaceable('--out', folder),
      /^Failure: --out: .*manifest\.yaml is a folder, which is not replaced\. Remove it, or name another folder/,
    );
    assert.ok(existsSync(folder));
  });
});
