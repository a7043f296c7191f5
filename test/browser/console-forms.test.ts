// The console on a stack of its own, because its forms are stopped: forms, the picture of a request, activations.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { apps } from '#apps/apps';
import { type Console, startConsole } from '#compose/local/console/server';
import { type Stack, startStack } from '#compose/local/stack';
import { forms } from '#shared/app/addresses';
import { urlVariables } from '#shared/app/components';
import type { RunnableApp } from '#shared/app/runnable-app';
import { createProgress } from '#shared/cli/progress';
import { eventually } from '#test/harness/eventually';
import { Shopper } from '#test/robot-shop/client';
import { launchBrowser, noBrowser } from './chromium.ts';
import { type ConsolePage, onPage, recordLights } from './console-page.ts';
import { look } from './look.ts';

const shop = apps['robot-shop'] as RunnableApp;
const names = { microservice: 'Microservices', serverless: 'Serverless' } as const;
const skip = { skip: noBrowser };

describe('the console', () => {
  let browser: Browser | undefined;
  let stack: Stack;
  let overview: Console;
  const open: Console[] = [];

  before(async () => {
    if (noBrowser) return;
    // Stores and a platform of its own: the forms of other tests keep theirs.
    for (const name of [...Object.values(urlVariables), 'OW_APIHOST', 'OW_AUTH']) delete process.env[name];
    browser = await launchBrowser();
    stack = await startStack({
      apps: [shop],
      forms: [...forms],
      progress: createProgress(),
      onFatal: (reason) => process.stderr.write(`${reason}\n`),
    });
    overview = await serve(stack);
  });
  after(async () => {
    for (const each of open) await each.close();
    await browser?.close();
    await stack?.stop();
  });

  async function serve(of: Stack): Promise<Console> {
    const served = await startConsole({ stack: of, apps: [shop], reports: new Map(), port: undefined });
    open.push(served);
    return served;
  }

  const on = (given: Partial<ConsolePage>, work: (page: Page) => Promise<void>): Promise<void> =>
    onPage(browser, { url: overview.url, ...given }, work);

  const rowOf = (page: Page, form: keyof typeof names) =>
    page
      .getByRole('region', { name: 'Forms of Robot Shop' })
      .getByRole('listitem')
      .filter({ has: page.getByRole('heading', { name: names[form] }) });
  const change = (what: 'stop' | 'start') =>
    fetch(`${overview.url}/forms/robot-shop/serverless/${what}`, { method: 'POST' });
  const urlOf = (form: keyof typeof names) => stack.deployments.find((each) => each.form === form)?.url ?? '';

  for (const [form, other, width] of [
    ['serverless', 'microservice', 1280],
    ['microservice', 'serverless', 390],
  ] as const)
    it(
      `stops the ${form} form while the other goes on, and starts it with its data, at ${width} pixels`,
      skip,
      async () => {
        const shopper = await Shopper.anonymous(urlOf(form));
        const { total } = await shopper.add('Watson', 2);
        await on({ width }, async (page) => {
          const row = rowOf(page, form);
          await row.getByText('Healthy: ').waitFor();
          await look(page, `console-running-${form}`);
          await row.getByRole('button', { name: `Stop the ${names[form]} form of Robot Shop` }).click();
          await row.getByText('stopped', { exact: true }).waitFor();
          await assert.rejects(fetch(urlOf(form)), 'nobody listens at the front door');
          assert.equal((await fetch(urlOf(other))).status, 200);
          await rowOf(page, other).getByText('Healthy: ').waitFor();
          await look(page, `console-stopped-${form}`);
          await row.getByRole('button', { name: `Start the ${names[form]} form of Robot Shop` }).click();
          await row.getByRole('progressbar').waitFor();
          await row.getByText('running', { exact: true }).waitFor();
          assert.equal((await shopper.cart()).total, total);
          await row.getByText('Healthy: ').waitFor();
        });
      },
    );

  it('leaves no process and no action of a stopped form', skip, async () => {
    const deployment = stack.deployments.find(({ form }) => form === 'serverless');
    const { apihost = '', auth = '' } = deployment?.platform ?? {};
    const headers = { authorization: `Basic ${Buffer.from(auth).toString('base64')}` };
    const instances = async (): Promise<string[]> => {
      const all = await (await fetch(`${apihost}/diptych/instances`, { headers })).json();
      return (all as { action: string }[]).flatMap(({ action }) => (action === '' ? [] : [action]));
    };
    await (await Shopper.anonymous(urlOf('serverless'))).add('Watson');
    assert.ok((await instances()).includes('guest/robot-shop/cart'));
    const pids = Object.values(deployment?.processes ?? {}).map((each) => each.pid());
    await change('stop');
    for (const pid of pids) assert.throws(() => process.kill(pid, 0), { code: 'ESRCH' });
    await eventually(async () => assert.deepEqual(await instances(), []));
    assert.equal(
      (await fetch(`${apihost}/api/v1/namespaces/_/packages/robot-shop`, { headers })).status,
      404,
    );
    await change('start');
  });

  it('changes a form by POST of its own page only, and only when that is possible', skip, async () => {
    const ask = async (path: string, init: RequestInit = {}): Promise<number> =>
      (await fetch(overview.url + path, init)).status;
    const post = { method: 'POST' };
    assert.equal(await ask('/forms/robot-shop/serverless/stop'), 405);
    const foreign = { ...post, headers: { origin: 'http://evil.example' } };
    assert.equal(await ask('/forms/robot-shop/serverless/stop', foreign), 403);
    assert.equal(await ask('/forms/pet-shop/serverless/stop', post), 404);
    assert.equal(await ask('/forms/robot-shop/serverless/start', post), 409);
  });

  const stopped = 'The serverless form of Robot Shop is stopped: start it on the page Forms';

  it('says which form does not run, and goes on with the other', skip, async () => {
    await change('stop');
    await on({ width: 390 }, async (page) => {
      const sent = page.getByRole('region', { name: 'One SubmitOrder through the services' });
      await sent.getByRole('button', { name: 'Send one to both' }).click();
      await sent.getByText(stopped).waitFor();
      await sent.getByRole('table', { name: 'SubmitOrder, Microservices' }).waitFor();
      await page.getByRole('button', { name: 'Run it again' }).click();
      await page.getByText(stopped).nth(1).waitFor();
      await look(page, 'console-one-form');
    });
    await on({ path: '/activations' }, (page) => page.getByText(stopped).waitFor());
    await change('start');
  });

  it('says in a second tab why a form cannot be started', skip, async () => {
    await change('stop');
    const asStopped = await (await fetch(`${overview.url}/forms.json`)).text();
    await on({}, async (page) => {
      const row = rowOf(page, 'serverless');
      await page.route('**/forms.json', (route) => route.fulfill({ body: asStopped }));
      await row.getByText('stopped', { exact: true }).waitFor();
      await change('start'); // what the first tab does
      await row.getByRole('button', { name: 'Start the Serverless form of Robot Shop' }).click();
      const why = 'The serverless form of Robot Shop is running, so it cannot be started now.';
      await row.getByRole('alert').getByText(why).waitFor();
    });
  });

  for (const width of [390, 1280])
    it(`lights up the parts that one request passes, in both forms, at ${width} pixels`, skip, async () => {
      await on({ width }, async (page) => {
        const sent = page.getByRole('region', { name: 'One SubmitOrder through the services' });
        await sent.getByRole('img', { name: /^Parts of Robot Shop: Serverless/ }).waitFor();
        await page.evaluate(recordLights);
        await sent.getByRole('button', { name: 'Send one to both' }).click();
        await sent.getByRole('button', { name: 'Play it again' }).waitFor();
        assert.equal(await sent.locator('.lit').count(), 0);
        for (const form of forms) {
          const lit = await page.evaluate<string[]>(`lights['Parts of Robot Shop: ${names[form]}']`);
          const order = ['web', 'payment', 'user', 'dispatch'].map((part) => lit.indexOf(part));
          assert.ok(!order.includes(-1), `not all have been lit: ${lit}`);
          assert.deepEqual(
            order,
            order.toSorted((a, b) => a - b),
            `in another order: ${lit}`,
          );
          assert.ok(lit.includes('MongoDB') && lit.includes('an arrow') && !lit.includes('MySQL'), `${lit}`);
        }
        await assertInOrder(page);
        await look(page, 'console-picture');
      });
    });

  it('only marks the parts with their numbers where nothing is to move', skip, async () => {
    await on({ reducedMotion: 'reduce' }, async (page) => {
      await page.getByRole('button', { name: 'Send one to both' }).click();
      await page.getByText('The numbers are the steps in their order.').waitFor();
      assert.equal(await page.locator('.lit').count(), 0);
      await assertInOrder(page);
    });
  });

  /** The numbers in the boxes are those of the list, which begins at the front door and has dispatch after payment. */
  async function assertInOrder(page: Page): Promise<void> {
    for (const form of forms) {
      const picture = page.getByRole('region', { name: `Parts of Robot Shop: ${names[form]}` });
      await picture.getByText(/^The \d+ steps in their order/).click();
      const steps = await picture.getByRole('list').getByRole('listitem').locator('strong').allInnerTexts();
      assert.equal(steps[0], 'web');
      assert.ok(
        steps.indexOf('payment') > 0 && steps.indexOf('dispatch') > steps.indexOf('payment'),
        `${steps}`,
      );
      for (const part of ['web', 'payment', 'dispatch']) {
        const numbers = await picture.locator(`[data-box=${part}] .steps-of`).textContent();
        assert.equal(numbers?.split(',')[0], `${steps.indexOf(part) + 1}`);
      }
    }
  }

  for (const width of [390, 1280])
    it(`lists the newest activations, with the logs of one, at ${width} pixels`, skip, async () => {
      await (await Shopper.anonymous(urlOf('serverless'))).add('Watson');
      await on({ path: '/activations', width }, async (page) => {
        await page.getByText(/^Hidden: \d+ activations? of robot-shop\/payment-sweep\./).waitFor();
        assert.equal(await page.getByRole('row', { name: 'robot-shop/payment-sweep' }).count(), 0);
        await page.getByLabel('Without sweeps').press('Space');
        await page.getByRole('row', { name: 'robot-shop/payment-sweep' }).first().waitFor();
        await page.getByLabel('Action').selectOption('robot-shop/cart');
        await eventually(async () =>
          assert.deepEqual(
            await page.locator('tbody th').allInnerTexts(),
            Array(await page.locator('tbody tr').count()).fill('robot-shop/cart'),
          ),
        );
        await page
          .getByRole('row', { name: /robot-shop\/cart.*success .*\d+ ms/ })
          .first()
          .waitFor();
        const times = await page
          .locator('tbody time')
          .evaluateAll((all) => all.map((each) => each.getAttribute('datetime')));
        assert.deepEqual(times, times.toSorted().reverse());
        const time = page.locator('tbody time').first();
        assert.match((await time.textContent()) ?? '', /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
        const lines = await time
          .locator('span')
          .evaluateAll((all) => all.map((each) => each.getClientRects().length));
        assert.deepEqual(lines, [1, 1], 'a day and a time are not broken');
        await page.getByRole('button', { name: 'Logs of robot-shop/cart' }).first().click();
        const logs = page.getByRole('region', { name: 'Logs of robot-shop/cart' });
        await logs.getByText('success, HTTP status 200').waitFor();
        await logs.getByText('"service":"cart"').waitFor();
        await look(page, 'console-activations');
        // It is read again while it is open.
        const before = await page.locator('tbody time').count();
        await (await Shopper.anonymous(urlOf('serverless'))).add('Watson');
        await eventually(async () => assert.ok((await page.locator('tbody time').count()) > before));
      });
    });

  it('says when the platform does not answer, and when there is no serverless form', skip, async () => {
    const [openwhisk] = stack.platforms.flatMap(({ processes }) => processes);
    await openwhisk?.stop();
    try {
      await on({ path: '/activations', width: 390 }, async (page) => {
        await page.getByText(/^The OpenWhisk at http.* cannot be asked/).waitFor();
        await look(page, 'console-no-platform');
      });
      await on({}, async (page) => {
        await rowOf(page, 'serverless')
          .getByText(/Not healthy: .*OpenWhisk at http.* does not answer/)
          .waitFor();
      });
    } finally {
      await openwhisk?.start();
    }
    const deployments = stack.deployments.filter(({ form }) => form === 'microservice');
    const { url } = await serve({ ...stack, deployments, platforms: [] });
    await on({ path: '/activations', url }, (page) =>
      page.getByText('No serverless form is started here.').waitFor(),
    );
  });
});
