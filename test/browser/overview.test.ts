import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { apps } from '#apps/apps';
import type { Deployment } from '#compose/local/deployment';
import { type Overview, startOverview } from '#compose/local/overview';
import { forms } from '#shared/app/addresses';
import { formFrom } from '#test/harness/deployed-form';
import { launchBrowser, noBrowser } from './chromium.ts';
import { look } from './look.ts';

const steps = { Invocation: 40, Init: 3, Compute: 30, Store: 55, Gateway: 4.4, Dispatch: 800 };
/** Times of which some parts are too narrow for their number, in any window. */
const warm = { runs: 10, totalMs: { median: 132.4, least: 101, greatest: 164 }, steps };
const report = { ok: true, totalMs: 1850, steps: { ...steps, Init: 1700 }, warm };

const deployments = Object.values(apps).flatMap(({ app }) =>
  forms.flatMap((form): Deployment[] => {
    const found = formFrom(app.name, form);
    const rest = {
      folder: '',
      processes: {},
      linesOf: async () => [],
      logOf: async (name: string) => `${name} is up\n`,
    };
    return found === undefined ? [] : [{ ...found, app, form, ...rest }];
  }),
);

const skip = { skip: noBrowser || (deployments.length === 0 && 'no application runs') };

describe('the overview in a browser', () => {
  let browser: Browser | undefined;
  let overview: Overview | undefined;

  before(async () => {
    if (skip.skip) return;
    browser = await launchBrowser();
    overview = await startOverview({
      stack: { deployments, components: {}, platforms: [], stop: async () => undefined },
      apps: Object.values(apps).filter((each) => deployments.some(({ app }) => app === each.app)),
      reports: new Map(Object.keys(apps).map((name) => [name, { microservice: report, serverless: report }])),
      port: undefined,
    });
  });
  after(async () => {
    await overview?.close();
    await browser?.close();
  });

  async function open(width: number): Promise<Page> {
    const page = await browser?.newPage({ viewport: { width, height: 844 } });
    assert.ok(page);
    page.setDefaultTimeout(15_000);
    await page.goto(overview?.url ?? '');
    await page.getByRole('heading', { name: 'What is running' }).waitFor();
    return page;
  }

  for (const width of [360, 700, 1280]) {
    it(`writes every number into its part of a bar, or not at all, at ${width} pixels`, skip, async () => {
      const page = await open(width);
      await page.locator('.step-text').first().waitFor();
      const outside = await page.evaluate(`[...document.querySelectorAll('.step-text')].filter((text) => {
        const [inner, outer] = [text, text.parentElement.querySelector('rect')].map((each) => each.getBoundingClientRect());
        return inner.left < outer.left || inner.right > outer.right;
      }).map((text) => text.textContent)`);
      assert.deepEqual(outside, []);
      await look(page, 'overview');
      await page.close();
    });
  }

  it('tells the first run from the warm ones, with their median and range', skip, async () => {
    const page = await open(1280);
    const runs = page.getByRole('region', { name: 'First and warm runs of Robot Shop' });
    assert.match((await runs.textContent()) ?? '', /first 1850 ms, warm 132 ms 101 ms to 164 ms/);
    await page.getByText('Medians of 10 warm runs, the forms in turns').first().waitFor();
    await page.close();
  });

  it('shows one form at a time on a phone, the chosen one', skip, async () => {
    const page = await open(390);
    const [microservice, serverless] = ['Microservices', 'Serverless'].map((form) =>
      page.getByRole('region', { name: `Robot Shop, ${form}` }),
    );
    await microservice?.waitFor();
    assert.equal(await serverless?.isVisible(), false);
    await page.getByRole('button', { name: 'Serverless' }).first().click();
    await serverless?.waitFor();
    assert.equal(await microservice?.isVisible(), false);
    await page.close();
  });

  it('lets somebody without a mouse skip the pages inside', skip, async () => {
    const page = await open(1280);
    await page.getByRole('link', { name: 'Skip the pages of Robot Shop' }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    assert.equal(await page.locator(':focus').innerText(), 'Run it again', 'of the next application');
    await page.close();
  });

  it('lists what runs by title and name, with the ways to code and log', skip, async () => {
    const page = await open(1280);
    const running = page.getByRole('region', { name: 'What is running' });
    await running.getByText('Robot Shop', { exact: true }).click();
    await running.getByText('payment-sweep', { exact: true }).waitFor();
    assert.doesNotMatch(await running.innerText(), /robot-shop|\/api\/v1/);
    await running.getByRole('link', { name: 'log of payment-sweep' }).click();
    await page.getByText('payment-sweep is up').waitFor();
    await page.goBack();
    await running.getByText('Robot Shop', { exact: true }).click();
    await running.getByRole('link', { name: 'code of cart' }).first().click();
    await look(page, 'overview-code');
    await page.getByRole('link', { name: 'serverless.ts' }).click();
    await page.getByText('export const main').waitFor();
    await page.close();
  });
});
