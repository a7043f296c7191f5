import assert from 'node:assert/strict';
import { it } from 'node:test';
import { type Check, runChecks } from '#compose/local/run-checks';

/** The result and the text of checks; `true` passes. */
function run(...results: (boolean | Partial<Check>)[]): { passed: boolean; text: string; ran: number } {
  let text = '';
  let ran = 0;
  const checks = results.map((result, at): Check => {
    const { hint, passes = () => result === true } = typeof result === 'boolean' ? {} : result;
    const counted = (): boolean => {
      ran += 1;
      return passes();
    };
    return { title: `check ${at}`, passes: counted, ...(hint === undefined ? {} : { hint }) };
  });
  const passed = runChecks(checks, (part) => {
    text += part;
  });
  return { passed, text, ran };
}

it('all checks run, whichever fails, and the names of those that failed come last', () => {
  for (const results of [
    [false, true, true],
    [true, false, false],
    [false, false, false],
  ]) {
    const { passed, text, ran } = run(...results);
    assert.equal(passed, false);
    assert.equal(ran, 3);
    const failed = results.flatMap((result, at) => (result ? [] : [`check ${at}`]));
    assert.ok(text.endsWith(`Failed: ${failed.join('; ')}\n`), text);
  }
  assert.deepEqual(run(true, true), { passed: true, text: 'check 0\ncheck 1\n', ran: 2 });
});

it('a hint is printed only when its check fails', () => {
  const hint = 'add the word';
  assert.match(run({ hint, passes: () => false }).text, /add the word/);
  assert.doesNotMatch(run({ hint, passes: () => true }).text, /add the word/);
});
