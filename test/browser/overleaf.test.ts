import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Page } from 'playwright-core';
import { eventually } from '#test/harness/eventually';
import { describeForms } from '#test/harness/forms';
import { noBrowser } from './chromium.ts';
import { look } from './look.ts';
import { ask, compile, createProject, narrow, overleafPages, sourceOf, write } from './overleaf-pages.ts';

describeForms('overleaf', 'a browser', ({ form, url }) => {
  const { broken, register } = overleafPages(url);

  it('writes, compiles, follows an error to its line, and mends it', { skip: noBrowser }, async () => {
    const { page } = await register();
    await look(page, `overleaf-${form}-dashboard`);
    await createProject(page, 'A paper');
    await page.getByRole('button', { name: 'Compile' }).click();
    await page.getByText(/^Compiled in/).waitFor();
    await page.locator('.pdfViewer canvas').first().waitFor();
    await look(page, `overleaf-${form}-editor`);

    await sourceOf(page).click();
    await page.keyboard.press('Control+Home');
    await page.keyboard.type('\\nonsense');
    await page.keyboard.press('Enter');
    await page.getByText('Saved', { exact: true }).waitFor();
    await page.keyboard.press('Control+Enter');
    await page.getByRole('button', { name: /Messages: [1-9]/ }).click();
    await look(page, `overleaf-${form}-messages`);
    await page.getByRole('button', { name: /main\.tex, line 1: Undefined control sequence/ }).click();
    await page.locator('.cm-focused').waitFor();
    await page.keyboard.press('Shift+End');
    await page.keyboard.press('Delete');
    await page.getByText('Saved', { exact: true }).waitFor();
    await page.keyboard.press('Control+Enter');
    await page.getByRole('button', { name: /Messages: 0 errors/ }).waitFor();
    await page.context().close();
  });

  it('compiles again at once, although the site takes one compile a second', {
    skip: noBrowser,
  }, async () => {
    const { page } = await register();
    await createProject(page, 'In a hurry');
    await compile(page);
    await write(page, '\\documentclass{article}\n\\begin{document}\nWords\n\\end{document}');
    await ask(page, 'POST', `${new URL(page.url()).pathname}/compile`, { incrementalCompilesEnabled: true });
    await page.getByRole('button', { name: 'Compile', exact: true }).click();
    await page.locator('.textLayer').getByText('Words').waitFor();
    await page.context().close();
  });

  it('says why there is no PDF after a first compile that failed', { skip: noBrowser }, async () => {
    const { page } = await register();
    await createProject(page, 'No paper');
    await page.getByText('Compile to see the PDF.').waitFor();
    await write(page, '\\documentclass{nothing-of-this-name}\n\\begin{document}\nWords\n\\end{document}');
    await page.getByRole('button', { name: 'Compile', exact: true }).click();
    await page.getByText('There is no PDF because of the error above.').waitFor();
    await page.context().close();
  });

  it('shows one person what another one types, and the files that come', { skip: noBrowser }, async () => {
    const { page } = await register();
    await createProject(page, 'Together');
    const other = await page.context().newPage();
    await other.goto(page.url());
    await sourceOf(other).waitFor();
    await sourceOf(page).click();
    await page.keyboard.press('Control+Home');
    await page.keyboard.type('% from one window');
    await other.getByText('% from one window').waitFor();
    await eventually(async () => assert.equal(await nameShown(other), '0'), 60_000);
    await page.keyboard.press('ArrowLeft');
    await eventually(async () => assert.ok(Number(await nameShown(other)) > 0.5), 60_000);
    await eventually(async () => assert.equal(await nameShown(other), '0'), 60_000);
    await other.locator('.remote-cursor').hover({ force: true });
    await eventually(async () => assert.equal(await nameShown(other), '0.9'), 60_000);
    await other.getByLabel('Name of the new document').fill('chapter.tex');
    await other.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByRole('button', { name: 'chapter.tex', exact: true }).waitFor();
    await page.context().close();
  });

  it('says when the project is deleted while it is open', { skip: noBrowser }, async () => {
    const { page } = await register();
    await createProject(page, 'Short');
    const other = await page.context().newPage();
    await other.goto(`${url}/project`);
    await other.getByRole('button', { name: 'Trash Short' }).click();
    await other.getByRole('button', { name: 'Trashed projects' }).click();
    await other.getByRole('button', { name: 'Delete Short' }).click();
    await other.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByText('The project cannot be opened: it has been deleted').waitFor();
    await look(page, `overleaf-${form}-deleted`);
    await page.getByRole('link', { name: 'All projects' }).click();
    await page.getByRole('heading', { name: 'Welcome' }).waitFor();
    await page.context().close();
  });

  it('can be used in a narrow window', { skip: noBrowser }, async () => {
    const { page } = await register(narrow);
    await look(page, `overleaf-${form}-dashboard`);
    await createProject(page, 'Narrow');
    await look(page, `overleaf-${form}-editor`);
    await page.goto(`${url}/project`);
    await page.getByRole('button', { name: 'Trash Narrow' }).click();
    await page.getByRole('button', { name: 'Trashed projects' }).click();
    await page.getByRole('button', { name: 'Delete Narrow' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('heading', { name: 'Welcome' }).waitFor();
    await page.context().close();
    assert.deepEqual(broken, [], 'the console has no error');
  });
});

/** How much is seen of the name at the cursor of the other person. */
const nameShown = (page: Page): Promise<string> =>
  page.evaluate(`getComputedStyle(document.querySelector('.remote-cursor'), '::after').opacity`);
