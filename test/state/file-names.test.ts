import assert from 'node:assert/strict';
import { it } from 'node:test';
import { describeFiles, namesIn, readText } from '#test/harness/files';

const anyHash = '0'.repeat(64);

describeFiles('names of files', (use) => {
  const good = [
    ...[
      'a',
      '.hidden',
      '..a',
      'a..',
      'a b',
      'a+b',
      'a%20b',
      'a%2Fb',
      'a?b=c&d',
      'a#b',
      "it's",
      '"a"',
      'a:b',
      '~',
    ],
    ...['日本語/ファイル.tex', '𝒳', `${'x'.repeat(255)}/y`, 'é'.repeat(100), `a${'/b'.repeat(400)}`],
  ];
  for (const name of good)
    it(`takes the name ${JSON.stringify(name.slice(0, 40))}`, async () => {
      const { files } = use();
      await files.write(name, name);
      assert.equal(await readText(files, name), name);
      assert.deepEqual(await namesIn(files), [name]);
      await files.remove(name);
      assert.deepEqual(await namesIn(files), []);
    });

  const bad = [
    ...[
      '',
      '/',
      '/a',
      'a/',
      'a//b',
      '.',
      '..',
      '../a',
      'a/../b',
      'a/..',
      './a',
      'a/.',
      'a\0b',
      'a\nb',
      'a\\b',
      '\u007f',
    ],
    ...[
      '\ud800',
      'x'.repeat(256),
      `${'x/'.repeat(512)}x`,
      'é'.repeat(128),
      '.unfinished-1',
      'a/.unfinished-1',
    ],
  ];
  for (const name of bad)
    it(`refuses the name ${JSON.stringify(name.slice(0, 40))}`, async () => {
      const { files } = use();
      const isRefused = /^the file name ".*" has /;
      await assert.rejects(files.write(name, 'x'), { message: isRefused });
      await assert.rejects(files.read(name), { message: isRefused });
      await assert.rejects(files.stat(name), { message: isRefused });
      await assert.rejects(files.remove(name), { message: isRefused });
      await assert.rejects(files.compareAndRemove(name, anyHash), { message: isRefused });
      await assert.rejects(files.localCopy(name), { message: isRefused });
    });

  it('refuses what no name begins with', async () => {
    for (const prefix of ['/', '/a', 'a//', '../', 'a/../b', 'a\0', 'a\\'])
      await assert.rejects(namesIn(use().files, prefix), {
        message: /^the file name ".*" has /,
        kind: 'invalid',
      });
  });
});
