import assert from 'node:assert/strict';
import { it } from 'node:test';
import { runLoad } from '#apps/robot-shop/load/shop';
import { describeForms } from '#test/harness/forms';

/** The original's load generator with 50 users; it waits 2 to 10 s between tasks, as that one does. */
const plan = { users: 50, seconds: 60 };

describeForms('robot-shop', 'the load of the original', { concurrency: true }, ({ url }) => {
  it(`${plan.users} users shop for ${plan.seconds} s and no request fails`, async () => {
    const { requests, failures } = await runLoad(url, plan);
    assert.deepEqual(failures, []);
    assert.ok(requests > plan.users * 10, `${requests} requests`);
  });
});
