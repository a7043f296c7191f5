import assert from 'node:assert/strict';
import { describe, it, mock } from 'node:test';
import { withDeadline } from '#shared/deadline';
import { isKind } from '#shared/errors';

const late = () => 'the store did not answer within 20 ms';
const isLate = (error: unknown): boolean => isKind(error, 'deadline-exceeded') && error.message === late();
const never = () => new Promise<never>(() => undefined);

describe('a deadline', () => {
  it('gives the result of work that is done in time, and its error', async () => {
    assert.equal(await withDeadline(10_000, late, async () => 'done'), 'done');
    const failed = new Error('failed');
    await assert.rejects(
      withDeadline(10_000, late, () => Promise.reject(failed)),
      failed,
    );
    const throwing = (): never => {
      throw failed;
    };
    await assert.rejects(withDeadline(10_000, late, throwing), failed);
  });

  it('ends the wait for work that takes longer, also for work that does not heed the signal', async () => {
    await assert.rejects(withDeadline(20, late, never), isLate);
  });

  it('tells work that heeds the signal to stop, with the same error', async () => {
    const stopped: unknown[] = [];
    const work = (signal: AbortSignal): Promise<never> => {
      signal.addEventListener('abort', () => stopped.push(signal.reason));
      return never();
    };
    await assert.rejects(withDeadline(20, late, work), isLate);
    assert.ok(stopped.length === 1 && isLate(stopped[0]));
  });

  it('is nothing any more to work that has ended', async () => {
    mock.timers.enable({ apis: ['setTimeout'] });
    try {
      const signal = await withDeadline(20, late, async (given) => given);
      mock.timers.tick(1000);
      assert.equal(signal.aborted, false);
    } finally {
      mock.timers.reset();
    }
  });
});
