import assert from 'node:assert/strict';
import { it } from 'node:test';
import { ProjectClient } from '#apps/overleaf/real-time/client/project-client';

it('says when a connection is tried again, and tries at once when it is told to', {
  timeout: 20_000,
}, async (t) => {
  // No wait ends by itself.
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const waits: (number | undefined)[] = [];
  const told = { next: () => {} };
  const client = new ProjectClient({
    url: 'http://127.0.0.1:9', // nothing listens there
    projectId: 'a'.repeat(24),
    waiting(ms) {
      waits.push(ms);
      if (ms !== undefined) told.next();
    },
  });
  t.after(() => client.close());
  const wait = () =>
    new Promise<void>((resolve) => {
      told.next = resolve;
    });
  await wait();
  const again = wait();
  client.connectNow();
  await again;
  client.close();
  client.connectNow();
  const [first, trying, second] = waits;
  assert.ok(first !== undefined && first <= 100, `waits for ${first} ms`);
  assert.equal(trying, undefined);
  assert.ok(second !== undefined && second <= 200, `waits for ${second} ms`);
});
