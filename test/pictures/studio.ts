import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { Urls } from './running.ts';

/** Makes the pictures of an application. */
export type Photographer = (browser: Browser, urls: Urls) => Promise<void>;

const apps = join(import.meta.dirname, '..', '..', 'apps');

/** As a page looks in the pictures. */
const look: BrowserContextOptions = {
  viewport: { width: 1280, height: 800 },
  deviceScaleFactor: 1,
  colorScheme: 'light',
  reducedMotion: 'reduce',
  locale: 'en-GB',
};

/** An empty page in a browser of its own. */
export async function newPage(browser: Browser, further: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ ...look, ...further });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  return page;
}

/** Keeps what a page shows as the picture of this path below `apps/`, and closes its browser. */
export async function keep(page: Page, path: string): Promise<void> {
  await page.screenshot({ path: join(apps, path), animations: 'disabled' });
  await page.context().close();
}
