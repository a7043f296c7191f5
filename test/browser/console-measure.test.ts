import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { apps } from '#apps/apps';
import { type Overview, startOverview } from '#compose/local/overview';
import { launchBrowser, noBrowser } from './chromium.ts';
import { look } from './look.ts';

const skip = { skip: noBrowser };

describe('the console in a browser', () => {
  let browser: Browser | undefined;
  let overview: Overview | undefined;
  /** What the pages have written to the console of the browser as errors. */
  const complaints: string[] = [];

  before(async () => {
    if (skip.skip) return;
    browser = await launchBrowser();
    overview = await startOverview({
      stack: { deployments: [], components: {}, platforms: [], stop: async () => undefined },
      apps: Object.values(apps),
      reports: new Map(),
      port: undefined,
    });
  });
  after(async () => {
    await overview?.close();
    await browser?.close();
    assert.deepEqual(complaints, []);
  });

  async function open(path: string, width = 1280): Promise<Page> {
    const page = await browser?.newPage({ viewport: { width, height: 844 } });
    assert.ok(page);
    page.setDefaultTimeout(15_000);
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(`${overview?.url}${path}`);
    return page;
  }

  for (const width of [390, 1280])
    it(`leads by keyboard from page to page, at ${width} pixels`, skip, async () => {
      const page = await open('/', width);
      const console = page.getByRole('navigation', { name: 'Console' });
      const current = console.locator('[aria-current=page]');
      assert.equal(await current.innerText(), 'Forms');
      await look(page, 'console-forms');
      await console.getByRole('link', { name: 'Forms' }).focus();
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/pair\/[\w-]+\/[\w-]+$/);
      await page.getByRole('region', { name: 'The two entries' }).waitFor();
      assert.equal(await current.innerText(), 'Services');
      await look(page, 'console-services');
      await page.close();
    });
});
