import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Page } from 'playwright-core';
import { describeForms } from '#test/harness/forms';
import { craftZip } from '#test/overleaf/craft-zip';
import { noBrowser } from './chromium.ts';
import { look } from './look.ts';
import { createProject, narrow, overleafPages, sourceOf, uploadProject } from './overleaf-pages.ts';

/** A picture of one point. */
const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const item = (page: Page, name: string) => page.getByRole('menuitem', { name, exact: true });
const names = async (page: Page) =>
  (await page.locator('.tree .entry').allTextContents()).map((name) => name.trim());

describeForms('overleaf', 'the files of a project', ({ form, url }) => {
  const { broken, register } = overleafPages(url);

  async function add(page: Page, name: string): Promise<void> {
    await page.getByLabel('Name of the new document').fill(name);
    await button(page, 'Add').click();
    await button(page, name).waitFor();
  }

  it('are added to folders, moved, renamed and deleted, in natural order', { skip: noBrowser }, async () => {
    const { page } = await register();
    await createProject(page, 'Files');
    await page.getByLabel('Name of the new document').fill('chapters');
    await button(page, 'New folder').click();
    await button(page, 'chapters').click();
    await button(page, 'chapters').click();
    await add(page, 'chapter 10.tex');
    await add(page, 'chapter 2.tex');
    assert.deepEqual(await names(page), ['chapters', 'chapter 2.tex', 'chapter 10.tex', 'main.tex']);
    await look(page, `overleaf-${form}-tree`);

    await button(page, 'chapter 10.tex').dragTo(button(page, 'main.tex'));
    await page.getByText('chapter 10.tex').and(page.locator('.tree > ul > li > div > *')).waitFor();
    await button(page, 'chapter 10.tex').press('F2');
    await page.getByLabel('New name of chapter 10.tex').press('ControlOrMeta+a');
    await page.keyboard.type('appendix.tex');
    await page.keyboard.press('Enter');
    await button(page, 'appendix.tex').click();
    await sourceOf(page, 'appendix.tex').waitFor();
    await button(page, 'Actions for appendix.tex').click();
    await look(page, `overleaf-${form}-entry-menu`);
    await page.keyboard.press('Enter');
    await page.getByLabel('To the folder').selectOption('chapters');
    await button(page, 'Move').click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.waitForFunction(`document.querySelectorAll('.tree > ul > li').length === 2`);

    await button(page, 'chapters').click({ button: 'right' });
    await item(page, 'Delete').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await button(page, 'chapters').waitFor({ state: 'detached' });
    assert.deepEqual(await names(page), ['main.tex']);
    await page.context().close();
  });

  it('are 200 of one archive, of which any can be opened and renamed', { skip: noBrowser }, async () => {
    const { page } = await register();
    const chapters = Array.from({ length: 199 }, (_, at) => `chapter ${at + 1}.tex`);
    await uploadProject(
      page,
      craftZip(
        ['main.tex', ...chapters].map((name) => ({ name, content: `\\documentclass{article} % ${name}` })),
      ),
    );
    await button(page, 'chapter 199.tex').waitFor();
    assert.deepEqual(await names(page), [...chapters, 'main.tex']);
    await button(page, 'chapter 199.tex').click();
    await sourceOf(page, 'chapter 199.tex').getByText('% chapter 199.tex').waitFor();
    await button(page, 'chapter 100.tex').press('F2');
    await page.getByLabel('New name of chapter 100.tex').fill('epilogue.tex');
    await page.keyboard.press('Enter');
    await button(page, 'epilogue.tex').waitFor();
    await look(page, `overleaf-${form}-200-files`);
    await page.context().close();
  });

  it('are uploaded, shown, and replaced only after a question', { skip: noBrowser }, async () => {
    const { page } = await register(narrow);
    await createProject(page, 'Uploads');
    await button(page, 'Files').click();
    const upload = (name: string, buffer: Buffer) =>
      page
        .getByText('Upload files')
        .locator('input')
        .setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
    await upload('dot.png', picture);
    await button(page, 'dot.png').click();
    await page.getByRole('img', { name: 'dot.png' }).waitFor();
    await look(page, `overleaf-${form}-picture`);
    await button(page, 'Files').click();
    await upload('dot.png', Buffer.from('now a text'));
    await button(page, 'Replace').click();
    await page.getByRole('img', { name: 'dot.png' }).waitFor({ state: 'detached' });
    await button(page, 'main.tex').click();
    await sourceOf(page).waitFor();
    await page.context().close();
  });

  it('are opened to write in when they are new', { skip: noBrowser }, async () => {
    const { page } = await register(narrow);
    await createProject(page, 'Begun');
    await button(page, 'Files').click();
    await page.getByLabel('Name of the new document').fill('begun.tex');
    await page.keyboard.press('Enter');
    await page.waitForFunction(
      `document.activeElement?.getAttribute('aria-label') === 'Source of begun.tex'`,
    );
    await page.keyboard.type('It begins.');
    await sourceOf(page, 'begun.tex').getByText('It begins.').waitFor();
    await page.context().close();
  });

  it('are not added while the site cannot be reached, and the page says so', {
    skip: noBrowser,
  }, async () => {
    const { page } = await register();
    await createProject(page, 'Alone');
    await page.route('**/doc', (route) => route.abort());
    await page.getByLabel('Name of the new document').fill('lost.tex');
    await button(page, 'Add').click();
    await page.getByText('The site cannot be reached: look whether you are connected').waitFor();
    await page.unroute('**/doc');
    await page.getByLabel('Name of the new document').fill('main.tex');
    await button(page, 'Add').click();
    await page.getByText('There is already something called “main.tex” here').waitFor();
    await page.context().close();
  });

  it('come from another project, and are fetched from there again', { skip: noBrowser }, async () => {
    const { page } = await register();
    await createProject(page, 'Data');
    await page.goto(`${url}/project`);
    await createProject(page, 'Paper');
    await button(page, 'From elsewhere…').click();
    await page.getByLabel('Another project of yours').check();
    await page.getByRole('combobox', { name: 'Project' }).selectOption('Data');
    await page.getByRole('combobox', { name: 'File' }).selectOption('main.tex');
    await button(page, 'Add the file').click();
    await page.getByText('There is a main.tex already').waitFor();
    await page.getByLabel('Name in this project').fill('copied.dat');
    await look(page, `overleaf-${form}-linked`);
    await button(page, 'Add the file').click();
    await button(page, 'copied.dat').click();
    await page.getByText('From main.tex of another project').waitFor();
    await page.locator('.preview pre').getByText('documentclass').waitFor();
    await button(page, 'Refresh').click();
    await page.getByText('Fetching it again…').waitFor({ state: 'detached' });
    await button(page, 'copied.dat').click();
    await page.getByText('From main.tex of another project').waitFor();
    await page.context().close();
    // Requests that are refused or broken off on purpose.
    const unexpected = broken.filter((message) => !/400|ERR_FAILED/.test(message));
    assert.deepEqual(unexpected, [], 'the console has no other error');
  });
});
