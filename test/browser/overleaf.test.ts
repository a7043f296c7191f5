import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { describeForms } from '#test/harness/forms';
import { launchBrowser, noBrowser } from './chromium.ts';
import { look } from './look.ts';

const wide = { width: 1280, height: 800 };
const narrow = { width: 390, height: 800 };

describeForms('overleaf', 'a browser', ({ form, url }) => {
  let browser: Browser | undefined;
  const broken: string[] = [];

  before(async () => {
    if (!noBrowser) browser = await launchBrowser();
  });
  after(async () => {
    await browser?.close();
  });

  /** Somebody new, with a dashboard. */
  async function register(viewport = wide): Promise<Page> {
    const context = await browser?.newContext({ viewport });
    assert.ok(context);
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    page.on('pageerror', (error) => broken.push(error.message));
    page.on('console', (message) => message.type() === 'error' && broken.push(message.text()));
    await page.goto(`${url}/register`);
    await page.locator('input[name=email]').fill(`${randomBytes(6).toString('hex')}@example.org`);
    await page.locator('input[name=password]').fill(randomBytes(12).toString('base64url'));
    await page.locator('input[name=password]').press('Enter');
    await page.getByRole('button', { name: 'New project' }).waitFor();
    return page;
  }

  async function create(page: Page, name: string): Promise<void> {
    await page.getByLabel('Name of the new project').fill(name);
    await page.getByRole('button', { name: 'New project' }).click();
    await source(page).waitFor();
  }

  const source = (page: Page) => page.getByRole('textbox', { name: 'Source of main.tex' });

  it('writes, compiles, follows an error to its line, and mends it', { skip: noBrowser }, async () => {
    const page = await register();
    await look(page, `overleaf-${form}-dashboard`);
    await create(page, 'A paper');
    await page.getByRole('button', { name: 'Compile' }).click();
    await page.getByText(/^Compiled in/).waitFor();
    assert.match((await page.locator('iframe').getAttribute('src')) ?? '', /output\.pdf$/);
    await look(page, `overleaf-${form}-editor`);

    await source(page).click();
    await page.keyboard.press('Control+Home');
    await page.keyboard.type('\\nonsense');
    await page.keyboard.press('Enter');
    await page.getByText('Saved', { exact: true }).waitFor();
    await page.keyboard.press('Control+Enter');
    await page.getByText(/Errors: [1-9]/).click();
    await page.getByRole('button', { name: /main\.tex, line 1: Undefined control sequence/ }).click();
    await page.keyboard.press('Shift+End');
    await page.keyboard.press('Delete');
    await page.getByText('Saved', { exact: true }).waitFor();
    await page.keyboard.press('Control+Enter');
    await page
      .getByText(/Errors: 0/)
      .or(page.getByText(/^Compiled in/))
      .first()
      .waitFor();
    await page.context().close();
  });

  it('shows one person what another one types, and the files that come', { skip: noBrowser }, async () => {
    const page = await register();
    await create(page, 'Together');
    const other = await page.context().newPage();
    await other.goto(page.url());
    await source(other).waitFor();
    await source(page).click();
    await page.keyboard.press('Control+Home');
    await page.keyboard.type('% from one window');
    await other.getByText('% from one window').waitFor();
    await other.getByLabel('Name of the new document').fill('chapter.tex');
    await other.getByRole('button', { name: 'Add' }).click();
    await page.getByRole('button', { name: 'chapter.tex' }).waitFor();
    await page.context().close();
  });

  it('can be used in a narrow window', { skip: noBrowser }, async () => {
    const page = await register(narrow);
    await look(page, `overleaf-${form}-dashboard`);
    await create(page, 'Narrow');
    await look(page, `overleaf-${form}-editor`);
    await page.goto(`${url}/project`);
    await page.getByRole('button', { name: 'Trash Narrow' }).click();
    await page.getByRole('button', { name: 'trashed' }).click();
    await page.getByRole('button', { name: 'Delete Narrow' }).click();
    await page.getByText('There is no such project.').waitFor();
    await page.context().close();
    assert.deepEqual(broken, [], 'the console has no error');
  });
});
