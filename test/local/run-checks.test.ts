import assert from 'node:assert/strict';
import { it } from 'node:test';
import { type Check, runChecks } from '#compose/local/run-checks';

/** The result and the text of checks; `true` passes. */
async function run(
  ...results: (boolean | Partial<Check>)[]
): Promise<{ passed: boolean; text: string; ran: number }> {
  let text = '';
  let ran = 0;
  const checks = results.map((result, at): Check => {
    const { hint, passes = async () => result === true } = typeof result === 'boolean' ? {} : result;
    const counted = (): Promise<boolean> => {
      ran += 1;
      return passes();
    };
    return { title: `check ${at}`, passes: counted, ...(hint === undefined ? {} : { hint }) };
  });
  const passed = await runChecks(checks, (part) => {
    text += part;
  });
  return { passed, text, ran };
}

it('all checks run, whichever fails, and the names of those that failed come last', async () => {
  for (const results of [
    [false, true, true],
    [true, false, false],
    [false, false, false],
  ]) {
    const { passed, text, ran } = await run(...results);
    assert.equal(passed, false);
    assert.equal(ran, 3);
    const failed = results.flatMap((result, at) => (result ? [] : [`check ${at}`]));
    assert.ok(text.endsWith(`Failed: ${failed.join('; ')}\n`), text);
  }
  assert.deepEqual(await run(true, true), { passed: true, text: 'check 0\ncheck 1\n', ran: 2 });
});

it('a hint is printed only when its check fails', async () => {
  const hint = 'add the word';
  assert.match((await run({ hint, passes: async () => false })).text, /add the word/);
  assert.doesNotMatch((await run({ hint, passes: async () => true })).text, /add the word/);
});
