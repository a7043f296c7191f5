import assert from 'node:assert/strict';
import { it } from 'node:test';
import { readBoxes, readCode } from '#apps/overleaf/clsi/synctex-output';
import { readCount } from '#apps/overleaf/clsi/texcount';

it('reads the boxes and places of synctex', () => {
  const box = (page: number): string =>
    `Output:output.pdf\nPage:${page}\nx:133.7\nh:133.768356\nv:156.588882\nW:343.711060\nH:6.918498\nbefore:\n`;
  const output = `This is SyncTeX\nSyncTeX result begin\n${box(1)}${box(2)}SyncTeX result end\n`;
  const rest = { h: 133.77, v: 156.59, width: 343.71, height: 6.92 };
  assert.deepEqual(readBoxes(output), [
    { page: 1, ...rest },
    { page: 2, ...rest },
  ]);
  assert.deepEqual(readBoxes('SyncTeX Warning: No tag for x\n'), []);
  const place = (file: string): string =>
    `SyncTeX result begin\nOutput:output.pdf\nInput:${file}\nLine:3\nColumn:-1\nOffset:0\nContext:\nSyncTeX result end\n`;
  const found = [{ file: './a/b.tex', line: 3, column: -1 }];
  assert.deepEqual(readCode(place('/compile/./a/./b.tex'), '/compile'), found);
  assert.deepEqual(readCode(place('/usr/share/x.sty'), '/compile'), []);
});

it('reads the sums of texcount', () => {
  const part = (name: string, words: number): string =>
    `${name}\nEncoding: ascii\nWords in text: ${words}\nWords in headers: 1\n` +
    'Words outside text (captions, etc.): 2\nNumber of headers: 1\nNumber of floats/tables/figures: 0\n' +
    'Number of math inlines: 3\nNumber of math displayed: 4\n';
  const one = readCount(part('File: a.tex', 5));
  assert.deepEqual(
    [one.encode, one.textWords, one.outside, one.mathInline, one.mathDisplay],
    ['ascii', 5, 2, 3, 4],
  );
  const both = `${part('File: a.tex', 5)}\n${part('Included file: b.tex', 6)}\nSum of files: a.tex\n${part('File(s) total: a.tex', 11)}`;
  assert.equal(readCount(both).textWords, 11);
  const missing = readCount('!!! File not found or not readable: ./x.tex !!!\n(errors:1)\n');
  assert.deepEqual(
    [missing.errors, missing.messages],
    [1, '!!! File not found or not readable: ./x.tex !!!\n'],
  );
});
