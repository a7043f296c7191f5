import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { describeForms } from '#test/harness/forms';
import { buyRobot } from '#test/robot-shop/pages';
import { launchBrowser, noBrowser } from './chromium.ts';
import { look } from './look.ts';

describeForms('robot-shop', 'a browser', ({ form, url }) => {
  let browser: Browser | undefined;

  before(async () => {
    if (!noBrowser) browser = await launchBrowser();
  });
  after(async () => {
    await browser?.close();
  });

  for (const [device, viewport] of Object.entries({
    desktop: { width: 1280, height: 900 },
    phone: { width: 360, height: 740 },
  })) {
    it(`a person finds, rates and buys a robot on a ${device}, and sees it in the history`, {
      skip: noBrowser,
    }, async () => {
      const page = await browser?.newPage({ viewport });
      assert.ok(page);
      page.setDefaultTimeout(15_000);
      const broken: string[] = [];
      page.on('pageerror', (error) => broken.push(error.message));
      const { orderid } = await buyRobot(page, url);
      assert.match(orderid, /^[0-9a-f-]{36}$/);
      assert.deepEqual(broken, []);
      const shown = await page.locator('.form-now').textContent();
      assert.match(shown ?? '', form === 'microservice' ? /microservice/i : /serverless/i);
      for (const [name, path] of Object.entries({
        shop: '/',
        product: '/product/STAN-1',
        login: '/login',
      })) {
        await page.goto(url + path);
        await page.waitForLoadState('networkidle');
        await look(page, `shop-${form}-${name}`);
      }
      await page.close();
    });
  }
});
