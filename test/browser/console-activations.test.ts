import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, Locator } from 'playwright-core';
import { apps } from '#apps/apps';
import { submitOrder } from '#apps/robot-shop/smoke-scenario';
import { type Console, startConsole } from '#compose/local/console/server';
import { formFrom } from '#test/harness/deployed-form';
import { eventually } from '#test/harness/eventually';
import { launchBrowser, noBrowser } from './chromium.ts';
import { onPage } from './console-page.ts';
import { look } from './look.ts';

const { OW_APIHOST: apihost, OW_AUTH: auth } = process.env;
const deployed = formFrom('robot-shop', 'serverless');
const noActions = (!deployed || !apihost || !auth) && 'no actions of Robot Shop run';
const skip = { skip: noBrowser || noActions };

const numbersIn = async (cells: Locator): Promise<number[]> =>
  (await cells.allInnerTexts()).map((text) => Number(/\d+/.exec(text)?.[0]));

describe('the activations of a request', () => {
  let browser: Browser | undefined;
  let overview: Console;

  before(async () => {
    if (skip.skip) return;
    browser = await launchBrowser();
    const unused = {
      authFile: '',
      callHost: '',
      namespace: '',
      linesOf: async () => [],
      logOf: async () => '',
    };
    const platform = { ...unused, apihost: apihost ?? '', auth: auth ?? '', processes: [] };
    overview = await startConsole({
      stack: { deployments: [], components: {}, platforms: [platform], stop: async () => undefined },
      apps: Object.values(apps),
      reports: new Map(),
      port: undefined,
    });
  });
  after(async () => {
    await overview?.close();
    await browser?.close();
  });

  for (const width of [390, 1280])
    it(`are one row, which a key unfolds, at ${width} pixels`, skip, async () => {
      await submitOrder(deployed?.url ?? '');
      await onPage(browser, { url: overview.url, path: '/activations', width }, async (page) => {
        const request = page.locator('tbody.request').filter({ hasText: 'robot-shop/payment' }).first();
        const head = request.locator('tr').first();
        const button = head.getByRole('button', {
          name: /\d activations of the request to robot-shop\/payment/,
        });
        await button.waitFor();
        assert.equal(await request.locator('tr').count(), 1, 'folded at first');
        await look(page, 'console-requests');
        await button.press('Enter');
        const rows = request.locator('tr:not(.request-head)');
        await rows.filter({ hasText: 'robot-shop/dispatch' }).waitFor();
        await eventually(async () => {
          const [count] = await numbersIn(button);
          assert.equal(await rows.count(), count);
          const durations = await numbersIn(rows.locator('td.number:not(.wide)'));
          const sum = durations.reduce((all, ms) => all + ms, 0);
          assert.deepEqual(await numbersIn(head.locator('td.number')), [sum]);
        });
        for (const action of ['user', 'cart', 'catalogue', 'payment-dispatched'])
          assert.ok((await rows.filter({ hasText: `robot-shop/${action}` }).count()) > 0, action);
        await rows.filter({ hasText: 'robot-shop/dispatch' }).getByRole('button').press('Enter');
        await request
          .getByRole('region', { name: 'Logs of robot-shop/dispatch' })
          .getByText('"work"')
          .waitFor();
        await look(page, 'console-request');
        const [table, panel] = ['.activations', '.panel'].map((each) => page.locator(each).boundingBox());
        assert.ok(
          ((await table)?.width ?? 0) < ((await panel)?.width ?? 0) - 16,
          'it stays within its panel',
        );
        await button.press('Space');
        await eventually(async () => assert.equal(await request.locator('tr').count(), 1));
        const starts = await page
          .locator('tbody')
          .evaluateAll((all) => all.map((each) => each.querySelector('time')?.getAttribute('datetime')));
        assert.deepEqual(starts, starts.toSorted().reverse(), 'the newest request first');
      });
    });
});
