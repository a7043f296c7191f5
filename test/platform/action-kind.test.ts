// The runtime that actions need is looked for before anything is deployed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apps } from '#apps/apps';
import { actionsOf } from '#shared/app/define-app';
import { checkActionKind } from '#wsk/deploy/action-kind';
import { factsOf } from '#wsk/deploy/host-facts';
import { usePlatform } from './helper.ts';
import { hostBefore, withKinds } from './stock-host.ts';

const app = apps['robot-shop']?.app;
assert.ok(app);
const platform = await usePlatform();
const hostWith = async (...kinds: { kind: string; deprecated?: boolean }[]) => ({
  apihost: await withKinds(platform.apihost, ...kinds),
  auth: platform.key,
});
const node16 = { kind: 'nodejs:16' };

test('a host that has it, or lists no runtimes, is not refused', async () => {
  const hosts = [
    { apihost: platform.apihost, auth: platform.key },
    await hostWith(node16, { kind: 'nodejs:20', deprecated: false }),
    await hostWith(),
    {
      apihost: await hostBefore(platform.apihost, (_, url) =>
        url === '/' ? { status: 404, text: '<html>' } : undefined,
      ),
      auth: platform.key,
    },
  ];
  for (const host of hosts) checkActionKind(app, host, await factsOf(host));
});

test('a host on which it is deprecated is refused, because no action can be created with it', async () => {
  const host = await hostWith(node16, { kind: 'nodejs:20', deprecated: true });
  const facts = await factsOf(host);
  assert.throws(
    () => checkActionKind(app, host, facts),
    /need the runtime nodejs:20, and http\S+ has only nodejs:16\./,
  );
});

test('a host without it is not refused when each service has an image', async () => {
  const host = await hostWith(node16);
  const facts = await factsOf(host);
  const images = Object.fromEntries(actionsOf(app).map(({ service }) => [service, 'me/node']));
  checkActionKind(app, host, facts, images);
  const { cart: _, ...others } = images;
  assert.throws(() => checkActionKind(app, host, facts, others), /--image SERVICE=IMAGE for each of cart\.$/);
});
