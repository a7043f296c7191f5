import assert from 'node:assert/strict';
import { once } from 'node:events';
import { describe, it } from 'node:test';
import { sharedRuns } from '#apps/overleaf/clsi/shared-runs';
import { memoryKeyValue } from '#shared/state/key-value/memory';

describe('compiles of a project', () => {
  it('begin when the last one of their project has ended', async () => {
    const runs = sharedRuns(memoryKeyValue());
    const first = await runs.begin('p');
    const other = await runs.begin('another');
    let hasEnded = false;
    const second = runs.begin('p').then((run) => {
      assert.ok(hasEnded);
      return run;
    });
    await other?.end();
    hasEnded = true;
    await first?.end();
    await (await second)?.end();
  });

  it('stop when they are told to, and the next one does not', async () => {
    const runs = sharedRuns(memoryKeyValue());
    const first = await runs.begin('p');
    assert.ok(first);
    const stopped = first.stopped.aborted || once(first.stopped, 'abort');
    await runs.stop('p');
    await stopped;
    await first.end();
    await runs.stop('p');
    const second = await runs.begin('p');
    assert.equal(second?.stopped.aborted, false);
    await second?.end();
  });
});

it('hears of a stop that is told to another instance', async () => {
  const keys = memoryKeyValue();
  const run = await sharedRuns(keys).begin('p');
  assert.ok(run);
  const stopped = once(run.stopped, 'abort');
  await sharedRuns(keys).stop('p');
  await stopped;
  await run.end();
});
