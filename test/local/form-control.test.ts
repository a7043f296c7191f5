import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Changes, createFormControl, NotNow } from '#compose/local/form-control';
import { createProgress } from '#shared/cli/progress';

const silent = createProgress(() => undefined);
/** Work that goes on until it is told to end. */
function gate(): { promise: Promise<void>; resolve(): void } {
  let end = (): void => undefined;
  const promise = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { promise, resolve: () => end() };
}

const controlOf = (changes: Partial<Changes>) =>
  createFormControl('The serverless form of Robot Shop', silent, {
    stop: async () => undefined,
    start: async () => undefined,
    ...changes,
  });

describe('the control of a form', () => {
  it('says what is being done while the form stops and starts', async () => {
    const [stopping, deploying] = [gate(), gate()];
    const control = controlOf({
      stop: ({ step }) => step('Stopping 2 processes', () => stopping.promise),
      start: ({ step }) => step('Deploying 10 actions', () => deploying.promise),
    });
    assert.equal(control.status().condition, 'running');
    const stopped = control.stop();
    assert.deepEqual(
      [control.status().condition, control.status().doing],
      ['stopping', ['Stopping 2 processes']],
    );
    stopping.resolve();
    await stopped;
    assert.deepEqual([control.status().condition, control.status().doing], ['stopped', []]);
    const started = control.start();
    assert.deepEqual(
      [control.status().condition, control.status().doing],
      ['starting', ['Deploying 10 actions']],
    );
    deploying.resolve();
    await started;
    assert.equal(control.status().condition, 'running');
  });

  it('makes one change at a time', async () => {
    const stopping = gate();
    const control = controlOf({ stop: () => stopping.promise });
    await assert.rejects(
      control.start(),
      new NotNow('The serverless form of Robot Shop is running, so it cannot be started now'),
    );
    const stopped = control.stop();
    await assert.rejects(
      control.stop(),
      new NotNow('The serverless form of Robot Shop is stopping, so it cannot be stopped now'),
    );
    stopping.resolve();
    await stopped;
  });

  it('stops what has started when the rest does not, and can be started again', async () => {
    let starts = 0;
    let stops = 0;
    const control = controlOf({
      async stop() {
        stops += 1;
      },
      async start() {
        starts += 1;
        if (starts === 1) throw new Error('Port 8081 cannot be opened: EADDRINUSE');
      },
    });
    await control.stop();
    await assert.rejects(control.start(), /Port 8081/);
    assert.equal(stops, 2);
    const { condition, error } = control.status();
    assert.deepEqual([condition, error], ['stopped', 'Port 8081 cannot be opened: EADDRINUSE']);
    await control.start();
    assert.equal(control.status().condition, 'running');
    assert.equal(control.status().error, undefined);
  });
});
