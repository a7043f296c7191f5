import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
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
      const { orderid } = await buyRobot(page, url, (page, name) => look(page, `shop-${form}-${name}`));
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

    it(`a new customer on a ${device} meets no error, no city twice, and ticks only for what is done`, {
      skip: noBrowser,
    }, async () => {
      const page = await browser?.newPage({ viewport });
      assert.ok(page);
      page.setDefaultTimeout(15_000);
      const refused: string[] = [];
      page.on('response', (answer) => answer.ok() || refused.push(`${answer.status()} ${answer.url()}`));
      const ticks = page.getByRole('list', { name: 'Steps to an order' }).getByText('✓');

      await page.goto(`${url}/shipping`);
      await page.getByText('There is nothing to send yet.').waitFor();
      assert.equal(await ticks.count(), 0, 'nothing is in the cart yet');
      await page.goto(`${url}/product/STAN-1`);
      await page.getByRole('button', { name: 'Add to cart' }).click();
      await page.getByRole('link', { name: 'View cart' }).click();
      await page.getByRole('button', { name: 'Checkout' }).click();
      await ticks.waitFor();
      await page.getByRole('combobox', { name: 'Country' }).selectOption({ label: 'Germany' });
      const city = page.getByRole('combobox', { name: 'City' });
      await city.fill('ber');
      const offered = page.getByRole('listbox', { name: 'Cities' }).getByRole('option');
      await offered.first().waitFor();
      const cities = await offered.allInnerTexts();
      assert.match(cities[0] ?? '', /^Berlin\b/);
      assert.equal(new Set(cities).size, cities.length, cities.join('; '));
      await look(page, `shop-${form}-shipping`);
      await city.press('ArrowUp');
      await offered.last().click();
      await page.getByText('Distance', { exact: true }).waitFor();
      await page.goto(`${url}/payment`);
      await page.getByText('It is not decided yet').waitFor();
      assert.equal(await ticks.count(), 1, 'the shipping was not confirmed');

      await page.getByRole('link', { name: 'Log in' }).click();
      const register = page.getByRole('form', { name: 'Register' });
      await register.getByLabel('Name').fill(`new-${randomUUID()}`);
      await register.getByLabel('E-mail').fill('new@example.com');
      for (const label of ['Password', 'Repeat password'])
        await register.getByLabel(label, { exact: true }).fill('three laws');
      await register.getByRole('button', { name: 'Register' }).click();
      await page.getByText('No orders yet.').waitFor();
      await page.getByRole('link', { name: /^Cart: 1 robot/ }).waitFor();
      assert.deepEqual(refused, []);
      await page.getByRole('button', { name: 'Requests' }).click();
      await look(page, `shop-${form}-requests`);
      await page.close();
    });
  }
});
