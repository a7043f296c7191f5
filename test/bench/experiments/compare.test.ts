import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { compareResults, comparisonText } from './compare.ts';
import { type Result, type ResultOne, type ResultTwo, readResult } from './result.ts';

const kept = (name: string): Result => readResult(join(import.meta.dirname, '..', 'results', `${name}.json`));
const one = kept('one-robot-shop') as ResultOne;
const two = kept('two-robot-shop') as ResultTwo;

/** The row of a measure. */
const rowOf = ({ rows }: { rows: string[][] }, name: string): string[] =>
  rows.find(([first]) => first === name) ?? [];

describe('the comparison of two results', () => {
  it('has both values and their quotient with its interval in one row', () => {
    const slower: ResultOne = structuredClone(one);
    for (const { rounds } of slower.columns)
      for (const round of rounds) round.totals = round.totals.map((ms) => 2 * ms);
    const compared = compareResults(one, slower);
    const [, first, second, quotient = ''] = rowOf(compared, 'platform: p50, ms');
    assert.ok(Math.abs(Number(second) - 2 * Number(first)) <= 0.02, `${first}, ${second}`);
    const [, low, high] = /^2\.00 \((\S+) to (\S+)\)$/.exec(quotient) ?? [];
    assert.ok(Number(low) < 2 && Number(high) > 2, quotient);
    assert.match(rowOf(compared, 'platform: p50 beside microservice, ratio')[3] ?? '', /^1\.00 \(/);
    assert.match(comparisonText(compared), /^platform: p50, ms +\d.* 2\.00 \(.*\)$/m);
  });

  it('compares the runs of each load', () => {
    const faster: ResultTwo = structuredClone(two);
    for (const { seconds } of faster.runs) for (const second of seconds) second.answered *= 2;
    const [, first, second, quotient] = rowOf(
      compareResults(two, faster),
      'closed ramp, platform: saturation, responses a second',
    );
    assert.ok(Math.abs(Number(second) - 2 * Number(first)) <= 0.02, `${first}, ${second}`);
    assert.match(quotient ?? '', /^2\.00 \(\d\.\d\d to \d\.\d\d\)$/);
  });

  it('shows what only one of them has', () => {
    const few: ResultOne = { ...one, columns: one.columns.filter(({ name }) => name !== 'fused') };
    const [, first, second, quotient] = rowOf(compareResults(one, few), 'fused: p50, ms');
    assert.match(first ?? '', /^\d/);
    assert.deepEqual([second, quotient], ['–', '–']);
  });

  it('refuses results of different tasks, and names both', () => {
    assert.throws(
      () => compareResults(one, two),
      /different tasks: experiment one of SubmitOrder, and experiment two of SubmitOrder\. Give two of the same/,
    );
  });
});

describe('a file that is no result', () => {
  for (const [what, text, reason] of [
    ['no JSON', '{"experiment":', /must be JSON/],
    ['JSON of something else', '{}', /experiment: is missing/],
  ] as const)
    it(`is named with the remedy when it is ${what}`, (test) => {
      const folder = mkdtempSync(join(tmpdir(), 'diptych-result-'));
      test.after(() => rmSync(folder, { recursive: true }));
      const file = join(folder, 'other.json');
      writeFileSync(file, text);
      const named = (error: Error): boolean => error.message.startsWith(`${file}: `);
      assert.throws(
        () => readResult(file),
        (error: Error) => named(error) && reason.test(error.message),
      );
      assert.throws(() => readResult(file), /Give a file that npm run experiment has written/);
    });

  it('is named when it is not there', () => {
    assert.throws(() => readResult('/none.json'), /^.*\/none\.json cannot be read: ENOENT/);
  });
});
