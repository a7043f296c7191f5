import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { alignLines, besideEachOther, type Row, withCounterparts } from '#shared/ui/pair/align';

const linesOf = (file: string): string[] => readFileSync(file, 'utf8').trimEnd().split('\n');
const pairs = globSync('apps/*/*/serverless.ts').map((file): [service: string, string[], string[]] => [
  dirname(file),
  linesOf(join(dirname(file), 'microservice.ts')),
  linesOf(file),
]);

/** The rows as text: what is on the left, a sign, what is on the right. */
const shown = (rows: Row[], left: string[], right: string[]): string[] =>
  rows.map(({ left: i, right: j, kind }) => {
    const sign = { same: '=', similar: '~', different: '|' }[kind];
    return [i === undefined ? '' : left[i], sign, j === undefined ? '' : right[j]].join(' ').trim();
  });

describe('two entries beside each other', () => {
  for (const [service, left, right] of pairs)
    it(`have each line once and in order, and shared lines in one row: ${service}`, () => {
      const rows = besideEachOther(alignLines(left, right));
      const all = (side: 'left' | 'right') => rows.flatMap((row) => row[side] ?? []);
      assert.deepEqual(all('left'), [...left.keys()]);
      assert.deepEqual(all('right'), [...right.keys()]);
      const shared = left.filter((line) => line !== '' && right.includes(line));
      const same = rows.flatMap((row) => (row.kind === 'same' ? (left[row.left ?? -1] ?? []) : []));
      assert.deepEqual(
        same.filter((line) => line !== ''),
        shared,
      );
    });

  it('have similar lines in one row, and different ones beside each other', () => {
    const left = ['const a = one(x, y);', 'left();', 'left(again);', 'await listen(shop(a), PORT);'];
    const right = ['const a = one(x, y, z);', 'right();', 'export const main = inject(shop(a));'];
    assert.deepEqual(shown(besideEachOther(alignLines(left, right)), left, right), [
      'const a = one(x, y); ~ const a = one(x, y, z);',
      'left(); | right();',
      'left(again); |',
      'await listen(shop(a), PORT); ~ export const main = inject(shop(a));',
    ]);
  });
});

it('shows of the microservice only what has a counterpart in a further action', () => {
  const [left, right] = ['microservice.ts', 'dispatched.action.ts'].map((name) =>
    linesOf(`apps/robot-shop/payment/${name}`),
  ) as [string[], string[]];
  const rows = shown(withCounterparts(alignLines(left, right)), left, right);
  assert.equal(rows.length, right.length);
  assert.ok(
    rows.includes(
      "import { orderDispatched } from './dispatched.ts'; = import { orderDispatched } from './dispatched.ts';",
    ),
  );
  assert.ok(
    rows.some((row) => /^const reports = rabbitConsumer\(.*~ export const main = messageAction/.test(row)),
  );
  assert.ok(!rows.some((row) => row.includes('keepSweeping')));
});
