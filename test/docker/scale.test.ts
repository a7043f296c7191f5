// Several containers of one service: all of them work, and no work is done twice.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { apps } from '#apps/apps';
import { compileOf, newProject } from '#apps/overleaf/load/projects';
import { Visitor } from '#apps/overleaf/load/site';
import { run } from '#compose/local/install/command';
import type { App } from '#shared/app/define-app';
import type { RunnableApp } from '#shared/app/runnable-app';
import { eventually } from '#test/harness/eventually';
import { noDocker } from '#test/harness/stand-ins';
import { manyReadyToPay, readyToPay } from '#test/robot-shop/client';
import { type Containers, containersOf, deployedIn, startContainers } from './containers.ts';

const skip = await noDocker();
const form = 'microservice';

function runnableOf(name: string): RunnableApp {
  const runnable = apps[name];
  assert.ok(runnable);
  return runnable;
}

/** What each of the containers of a service has logged that matches a pattern of grep. */
async function loggedBy(app: App, service: string, pattern: string): Promise<string[][]> {
  const containers = await containersOf(app, form, service);
  return Promise.all(
    containers.map(async (container) => {
      const command = 'docker logs "$0" 2>&1 | grep --only-matching --extended-regexp "$1"';
      return (await run('sh', ['-c', command, container, pattern])).output.split('\n').slice(0, -1);
    }),
  );
}

/** Starts the microservice form of an application around the tests of a suite, and returns what gives its address. */
function whileScaled(runnable: RunnableApp, scale: Readonly<Record<string, number>>): () => string {
  let containers: Containers | undefined;
  before(async () => {
    containers = await startContainers(runnable, scale, [form]);
  });
  after(() => containers?.stack.stop());
  return () => {
    assert.ok(containers);
    return deployedIn(containers.stack, form).url;
  };
}

describe('two containers of payment in Robot Shop', { skip }, () => {
  const shop = runnableOf('robot-shop');
  const url = whileScaled(shop, { payment: 2 });

  it('share 60 orders that come at once, and each order is dispatched once', async () => {
    const ready = await manyReadyToPay(url(), 60);
    const orderids = await Promise.all(ready.map(({ shopper, cart }) => shopper.pay(cart)));
    await Promise.all(ready.map(({ shopper }, index) => shopper.dispatched(orderids[index] ?? '')));
    assert.equal(new Set(orderids).size, 60);
    await eventually(async () => {
      const paid = await loggedBy(shop.app, 'payment', '"path":"/pay/[^"]+","status":200');
      const [one = 0, other = 0] = paid.map(({ length }) => length);
      assert.equal(one + other, 60);
      assert.ok(one > 0 && other > 0, `the containers have taken ${one} and ${other} payments`);
    });
    const sent = await loggedBy(shop.app, 'dispatch', '"orderid":"[^"]+","again":false');
    assert.deepEqual(
      sent.flat().sort(),
      orderids.map((orderid) => `"orderid":"${orderid}","again":false`).sort(),
    );
  });

  it('finish a cart that is paid five times at once as one order', async () => {
    const { shopper, cart } = await readyToPay(url());
    const answers = await Promise.all(Array.from({ length: 5 }, () => shopper.pay(cart)));
    assert.equal(new Set(answers).size, 1);
  });
});

describe('three containers of clsi in Overleaf', { skip }, () => {
  const overleaf = runnableOf('overleaf');
  const url = whileScaled(overleaf, { clsi: 3 });

  it('share the compiles of six authors, who compile again without another log-in', async () => {
    const authors = await Promise.all(
      Array.from({ length: 6 }, async () => {
        const author = new Visitor(url());
        await author.register();
        return { author, project: await newProject(author) };
      }),
    );
    for (let round = 0; round < 2; round += 1)
      await Promise.all(
        authors.map(async ({ author, project }) => {
          const pdf = await (await author.get(await compileOf(author, project))).bytes();
          assert.equal(Buffer.from(pdf.subarray(0, 5)).toString(), '%PDF-');
        }),
      );
    await eventually(async () => {
      const made = await loggedBy(overleaf.app, 'clsi', '"path":"/project/[^"]+/compile","status":200');
      const counts = made.map(({ length }) => length);
      assert.equal(counts.length, 3);
      assert.ok(
        counts.every((count) => count > 0),
        `the containers have made ${counts.join(', ')} compiles`,
      );
    });
  });
});
