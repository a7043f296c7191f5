import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before } from 'node:test';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
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
  /** The page that somebody sees, in another browser of the same person. */
  visitAgain(page: Page): Promise<Page>;
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

  async function open(address: string, options: BrowserContextOptions): Promise<Page> {
    const context = await browser?.newContext(options);
    assert.ok(context);
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    page.on('pageerror', (error) => broken.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') broken.push(`${message.text()} at ${message.location().url}`);
    });
    await page.goto(address);
    return page;
  }

  const visit = (path: string, viewport = wide) => open(url + path, { viewport });

  async function visitAgain(page: Page): Promise<Page> {
    const storageState = await page.context().storageState();
    return open(page.url(), { viewport: page.viewportSize(), storageState });
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

  return { broken, visit, visitAgain, register };
}

/** Creates a project on a dashboard, and opens it. */
export async function createProject(page: Page, name: string): Promise<void> {
  await page.getByLabel('Name of the new project').fill(name);
  await page.getByRole('button', { name: 'New project' }).click();
  await sourceOf(page).waitFor();
}

/** Makes a project of an archive on a dashboard, and opens it. */
export async function uploadProject(page: Page, buffer: Buffer): Promise<void> {
  const file = { name: 'project.zip', mimeType: 'application/zip', buffer };
  await page.getByText('Upload a zip').locator('input').setInputFiles(file);
  await sourceOf(page).waitFor();
}

/** The source of a document in an editor. */
export const sourceOf = (page: Page, name = 'main.tex'): Locator =>
  page.getByRole('textbox', { name: `Source of ${name}` });

/** Waits until the server has all that was typed. */
export const saved = (page: Page): Promise<void> => page.getByText('Saved', { exact: true }).waitFor();

/** Puts a text in the place of the whole document. */
export async function write(page: Page, text: string): Promise<void> {
  await sourceOf(page).click();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(text);
  await saved(page);
}

/** Compiles what is there by the keyboard, and waits for the result. */
export async function compile(page: Page): Promise<void> {
  const answered = page.waitForResponse((answer) => new URL(answer.url()).pathname.endsWith('/compile'));
  await page.keyboard.press('Control+Enter');
  await answered;
  await page.getByRole('button', { name: 'Compile', exact: true }).waitFor();
}

/** Asks the site as a page does. */
export const ask = (page: Page, method: string, path: string, body?: object): Promise<unknown> =>
  page.evaluate(`fetch(${JSON.stringify(path)}, {
    method: '${method}',
    redirect: 'manual',
    headers: {
      accept: 'application/json',
      'content-type': 'application/json',
      'x-csrf-token': document.querySelector('meta[name=ol-csrfToken]').content,
    },
    body: ${body && JSON.stringify(JSON.stringify(body))},
  }).then((response) => response.text()).then((text) => text && JSON.parse(text))`);
