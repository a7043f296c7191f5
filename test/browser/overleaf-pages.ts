import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before } from 'node:test';
import type { Browser, Locator, Page } from 'playwright-core';
import { launchBrowser, noBrowser } from './chromium.ts';

export const wide = { width: 1280, height: 800 };
export const narrow = { width: 390, height: 800 };

/** Somebody who has an account, with a browser of his own. */
export interface Visitor {
  page: Page;
  email: string;
  password: string;
}

/** A browser for the tests of a suite, and what people do in it with a site of Overleaf. */
export interface OverleafPages {
  /** What the pages have complained about on their consoles. */
  broken: string[];
  /** A page of somebody who is not logged in. */
  visit(path: string, viewport?: typeof wide): Promise<Page>;
  /** Somebody new, with a dashboard. */
  register(viewport?: typeof wide): Promise<Visitor>;
}

/** Starts a browser before the tests of the present suite, and ends it after them. */
export function overleafPages(url: string): OverleafPages {
  let browser: Browser | undefined;
  const broken: string[] = [];

  before(async () => {
    if (!noBrowser) browser = await launchBrowser();
  });
  after(async () => {
    await browser?.close();
  });

  async function visit(path: string, viewport = wide): Promise<Page> {
    const context = await browser?.newContext({ viewport });
    assert.ok(context);
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    page.on('pageerror', (error) => broken.push(error.message));
    page.on('console', (message) => message.type() === 'error' && broken.push(message.text()));
    await page.goto(url + path);
    return page;
  }

  async function register(viewport = wide): Promise<Visitor> {
    const page = await visit('/register', viewport);
    const email = `${randomBytes(6).toString('hex')}@example.org`;
    const password = randomBytes(12).toString('base64url');
    await page.locator('input[name=email]').fill(email);
    await page.locator('input[name=password]').fill(password);
    await page.locator('input[name=password]').press('Enter');
    await page.getByRole('button', { name: 'New project' }).waitFor();
    return { page, email, password };
  }

  return { broken, visit, register };
}

/** Creates a project on a dashboard, and opens it. */
export async function createProject(page: Page, name: string): Promise<void> {
  await page.getByLabel('Name of the new project').fill(name);
  await page.getByRole('button', { name: 'New project' }).click();
  await sourceOf(page).waitFor();
}

/** The source of a document in an editor. */
export const sourceOf = (page: Page, name = 'main.tex'): Locator =>
  page.getByRole('textbox', { name: `Source of ${name}` });
