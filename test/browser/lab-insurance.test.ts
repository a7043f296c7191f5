import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { after, before, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { addDays, today } from '#apps/lab-insurance/dates';
import { sum } from '#apps/lab-insurance/money';
import { describeForms } from '#test/harness/forms';
import { agentOf } from '#test/lab-insurance/client';
import { house } from '#test/lab-insurance/orders';
import { amountsIn, goTo, sellHouse } from '#test/lab-insurance/pages';
import { launchBrowser, noBrowser } from './chromium.ts';
import { look } from './look.ts';

const desktop = { width: 1280, height: 900 };
const phone = { width: 360, height: 740 };
const skip = { skip: noBrowser };

describeForms('lab-insurance', 'a browser', (deployed) => {
  const { form, url } = deployed;
  let browser: Browser | undefined;
  const broken: string[] = [];

  before(async () => {
    if (!noBrowser) browser = await launchBrowser();
  });
  after(async () => {
    await browser?.close();
  });

  /** A page in a browser of its own. */
  async function newPage(viewport = desktop): Promise<Page> {
    const context = await browser?.newContext({ viewport });
    assert.ok(context);
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    page.on('pageerror', (error) => broken.push(error.message));
    return page;
  }

  /** The same, of an agent who has logged in. */
  async function agent(username = 'jimmy.solid', viewport = desktop): Promise<Page> {
    const page = await newPage(viewport);
    await page.goto(url);
    await page.getByRole('button', { name: username }).click();
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.getByRole('heading', { name: 'Welcome' }).waitFor();
    return page;
  }

  const lookAt = (page: Page, name: string): Promise<void> => look(page, `portal-${form}-${name}`);

  for (const [device, viewport] of Object.entries({ desktop, phone })) {
    it(
      `an agent sells a policy on a ${device}, sees it arrive, and finds, reads and pays it`,
      skip,
      async () => {
        const lastName = `Byron${randomBytes(5).toString('hex')}`;
        const page = await agent('jimmy.solid', viewport);
        await lookAt(page, 'home');
        const number = await sellHouse(page, lastName, lookAt);

        await page.getByText('4 of 4 services have heard').waitFor();
        for (const who of ['Search', 'Payment', 'Documents', 'Dashboard'])
          await page.getByRole('listitem').filter({ hasText: who }).getByRole('time').waitFor();
        const downloading = page.waitForEvent('download');
        await page.getByRole('link', { name: 'Download' }).click();
        const download = await downloading;
        assert.equal(download.suggestedFilename(), `Policy-${number}.pdf`);
        assert.equal(readFileSync(await download.path()).toString('latin1', 0, 5), '%PDF-');
        await lookAt(page, 'policy');

        await page.getByRole('button', { name: 'Terminate' }).click();
        await page.getByRole('button', { name: 'Terminate today' }).click();
        await page.getByRole('dialog').getByRole('alert').waitFor();
        await page.getByText('it can be terminated from that day on').waitFor();
        await lookAt(page, 'terminate');
        await page.getByRole('button', { name: 'Keep the policy' }).click();

        await goTo(page, 'Policies');
        await page.getByRole('searchbox').fill(lastName.toLowerCase());
        await page.getByRole('searchbox').press('Enter');
        await page.getByText('1 policy', { exact: true }).waitFor(); // though Confirm was clicked three times
        await lookAt(page, 'policies');
        await page.getByRole('link', { name: `Ada ${lastName}` }).click();
        const account = page.getByRole('definition').getByRole('link');
        const accountNumber = await account.innerText();
        await account.click();
        const row = page.getByRole('row').filter({ hasText: accountNumber });
        await row.getByText(number).waitFor();
        await row.getByText('€0.00').waitFor(); // nothing is due before tomorrow
        await page.getByRole('searchbox', { name: 'Find an account' }).fill('POLICY_1');
        await page.getByRole('cell', { name: 'POLICY_1' }).waitFor();
        assert.equal(
          await page.getByRole('link', { name: 'POLICY_1' }).count(),
          0,
          'nobody has sold that one',
        );
        await page.getByRole('button', { name: 'Import bank statements now' }).click();
        await page
          .getByText(/There is no new file|booked,/)
          .first()
          .waitFor();
        await lookAt(page, 'payments');

        const shown = await page.locator('.form-now').textContent();
        assert.match(shown ?? '', form === 'microservice' ? /microservice/i : /serverless/i);
        await page.context().close();
        assert.deepEqual(broken, []);
      },
    );

    it(`an agent sees the sales on a ${device}, by product and time`, skip, async () => {
      const seller = await agentOf(deployed);
      await seller.arrived(
        await seller.sell({ ...house('47.5'), policyFrom: today(), policyTo: addDays(today(), 9) }),
      );
      const page = await agent('danny.solid', viewport);
      await goTo(page, 'Dashboard');
      await page.getByRole('listitem').filter({ hasText: 'jimmy.solid' }).waitFor();
      await page.getByRole('listitem').filter({ hasText: 'Happy farm' }).waitFor();
      await lookAt(page, 'dashboard');
      const products = await amountsIn(page.getByRole('region', { name: 'By product' }).locator('.number'));
      const total = await amountsIn(page.getByRole('definition').first());
      assert.deepEqual([sum(products)], total, 'the sales of the products add up to the total');
      await page.getByRole('combobox', { name: 'Product' }).selectOption('Safe Traveller');
      await page.getByRole('listitem').filter({ hasText: 'Happy farm' }).waitFor({ state: 'detached' });
      await page.getByRole('listitem').filter({ hasText: 'Safe Traveller' }).waitFor();
      await page.getByRole('radio', { name: 'This month' }).check();
      await page.getByRole('heading', { name: 'By week' }).waitFor();
      await lookAt(page, 'dashboard-month');
      await page.reload();
      await page.getByRole('heading', { name: 'By week' }).waitFor();
      assert.ok(await page.getByRole('radio', { name: 'This month' }).isChecked());
      await page.context().close();
    });

    it(`a sale counts on a ${device} where its cover begins`, skip, async () => {
      const page = await agent('danny.solid', viewport);
      const policies = async (period: string) => {
        await page.goto(`${url}/dashboard?period=${period}`);
        await page.getByRole('heading', { name: 'By month' }).waitFor();
        return Number((await page.getByRole('definition').nth(1).innerText()).replaceAll(',', ''));
      };
      const before = [await policies('12-months'), await policies('next')];
      const seller = await agentOf(deployed);
      const later = { policyFrom: addDays(today(), 200), policyTo: addDays(today(), 209) };
      await seller.arrived(await seller.sell({ ...house('47.5'), ...later }));
      await page.getByText('not on the day it was made').waitFor();
      assert.equal((await policies('12-months')) - (before[0] ?? 0), 0);
      assert.equal((await policies('next')) - (before[1] ?? 0), 1);
      await page.context().close();
    });

    it(`two agents chat on a ${device}, and what they write stays text`, skip, async () => {
      const [jimmy, danny] = [await agent('jimmy.solid', viewport), await agent('danny.solid', viewport)];
      await goTo(jimmy, 'Chat');
      await jimmy.getByText('Nobody else is here yet.').waitFor();
      await goTo(danny, 'Chat');
      await jimmy.getByText('Here with you: danny.solid').waitFor();
      const text = `<img src=x onerror="document.title='broken'"> ${'long'.repeat(60)}`;
      for (const [from, to] of [
        [jimmy, danny],
        [danny, jimmy],
      ] as const) {
        await from.getByRole('textbox', { name: 'Message' }).fill(text);
        await from.getByRole('textbox', { name: 'Message' }).press('Enter');
        await to.locator('.said:not(.own) .said-text').waitFor();
        assert.equal(await to.locator('.said:not(.own) .said-text').textContent(), text);
        await from.locator('.said.own').first().waitFor();
      }
      assert.equal(await jimmy.locator('.said').count(), 2, 'each message once on a page');
      await lookAt(jimmy, 'chat');
      await danny.context().close();
      await jimmy.getByText('danny.solid has left').waitFor();
      await jimmy.context().close();
      assert.deepEqual(broken, []);
    });
  }

  it('somebody without a mouse logs in, skips to the content and comes to the products', skip, async () => {
    const page = await newPage();
    await page.goto(`${url}/account`);
    await page.getByRole('heading', { name: 'Log in' }).waitFor();
    await lookAt(page, 'login');
    await page.keyboard.type('agent1');
    await page.keyboard.press('Tab');
    await page.keyboard.type('wrong');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('The username or the password is wrong.').waitFor();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('agent1');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Account' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Account' }).waitFor();
    await lookAt(page, 'account');
    await page.keyboard.press('Tab');
    assert.equal(await page.locator(':focus').innerText(), 'Skip to the content');
    await page.keyboard.press('Enter');
    assert.equal(await page.locator(':focus').getAttribute('id'), 'main');
    await page.keyboard.press('Tab');
    assert.equal(await page.locator(':focus').innerText(), 'Log out');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Safe Traveller' }).waitFor();
    await page.context().close();
  });

  it('an agent whose token is no longer good logs in again and is back on the same page', skip, async () => {
    const page = await agent();
    await page.evaluate(`for (const key of Object.keys(sessionStorage))
      sessionStorage[key] = sessionStorage[key].replace(/"token":"[^"]*"/, '"token":"old"')`);
    await page.goto(`${url}/policies?q=nobody`);
    await page.getByText('Your session has ended.').waitFor();
    await page.getByRole('button', { name: 'danny.solid' }).click();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Policies' }).waitFor();
    assert.equal(await page.getByRole('searchbox').inputValue(), 'nobody');
    await page.context().close();
  });

  it(
    'only admin sees the events that were given up, and what is not in a portfolio is not for sale',
    skip,
    async () => {
      const page = await agent('admin');
      await goTo(page, 'Operations');
      await page
        .getByText('All events have been taken in.')
        .or(page.getByRole('button', { name: 'Replay' }).first())
        .waitFor();
      await lookAt(page, 'operations');
      await goTo(page, 'Products');
      await page
        .getByRole('listitem')
        .filter({ hasText: 'Happy farm' })
        .getByText('Not in your portfolio')
        .waitFor();
      await page.getByRole('button', { name: 'Log out' }).click();
      await page.getByRole('heading', { name: 'Log in' }).waitFor();
      await page.context().close();
      const other = await agent('agent1');
      assert.equal(await other.getByRole('link', { name: 'Operations' }).count(), 0);
      await other.goto(`${url}/operations`);
      await other.getByText('Only admin may see this page.').waitFor();
      await lookAt(other, 'only-admin');
      await other.context().close();
      assert.deepEqual(broken, []);
    },
  );
});
