import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Page } from 'playwright-core';
import { eventually } from '#test/harness/eventually';
import { describeForms } from '#test/harness/forms';
import { noBrowser } from './chromium.ts';
import { look } from './look.ts';
import {
  compile,
  createProject,
  narrow,
  overleafPages,
  saved,
  sourceOf,
  wide,
  write,
} from './overleaf-pages.ts';

describeForms('overleaf', 'source and PDF in a browser', ({ form, url }) => {
  const { register, visitAgain } = overleafPages(url);

  /** Somebody new, in a new project. */
  async function begin(project: string): Promise<Page> {
    const { page } = await register();
    await createProject(page, project);
    return page;
  }

  const article = (body: string): string =>
    `\\documentclass{article}\n\\begin{document}\n${body}\n\\end{document}\n`;

  it('draws the PDF with text to select, and goes both ways between it and the source', {
    skip: noBrowser,
  }, async () => {
    const page = await begin('Both ways');
    const pages = Array.from({ length: 50 }, (_, at) => `This is sheet ${at + 1}.`);
    await write(page, article(pages.join('\n\n\\newpage\n')));
    await compile(page);
    await page.locator('.textLayer').getByText('This is sheet 1.').waitFor({ state: 'attached' });
    await page.getByText('of 50').waitFor();

    await page.getByLabel('Number of the page').fill('40');
    await page.getByLabel('Number of the page').press('Enter');
    const sheet = page.locator('.textLayer').getByText('This is sheet 40.');
    await sheet.waitFor();
    await sheet.dblclick();
    await eventually(async () =>
      assert.match(await page.locator('.cm-activeLine').innerText(), /This is sheet 40\./),
    );

    await sourceOf(page).press('Control+Home');
    await page.getByRole('button', { name: 'Go to PDF' }).click();
    await page
      .getByText('Nothing in the PDF comes from this line.')
      .or(page.locator('.synced'))
      .first()
      .waitFor();
    await page.getByLabel('Size of the pages').selectOption('page-fit');
    await look(page, `overleaf-${form}-pdf`);
    await page.context().close();
  });

  it('completes, marks and folds LaTeX', { skip: noBrowser }, async () => {
    const page = await begin('Help with LaTeX');
    await write(page, article('\\section{Begin}\\label{sec:begin}\nSome words.\n'));
    await page.getByRole('navigation', { name: 'Outline' }).getByRole('button', { name: 'Begin' }).click();
    await page.locator('.cm-focused .cm-activeLine', { hasText: 'Begin' }).waitFor();
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await page.keyboard.type('\\ref{');
    await page.getByRole('option', { name: 'sec:begin' }).click();
    await page.getByText('\\ref{sec:begin}').waitFor();
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+b');
    await page.keyboard.type('strong');
    await page.getByText('\\textbf{strong}').waitFor();

    await page.keyboard.press('Control+End');
    await page.keyboard.type('\\nothing');
    await page.keyboard.press('Escape');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Home');
    await page.keyboard.type('\\nonsense ');
    await saved(page);
    await compile(page);
    await page.getByRole('button', { name: /Messages: [1-9]/ }).waitFor();
    await page.locator('.cm-lint-marker-error').first().waitFor();
    await page.context().close();
  });

  for (const viewport of [wide, narrow])
    it(`moves nothing under the pointer while a text is saved and compiled in a window of ${viewport.width}`, {
      skip: noBrowser,
    }, async () => {
      const { page } = await register(viewport);
      await createProject(page, 'A project whose name is longer than what a window shows of it');
      await sourceOf(page).click();
      await page.evaluate(`{
        const header = document.querySelector('.editor > header');
        globalThis.heights = new Set();
        new ResizeObserver(() => globalThis.heights.add(header.offsetHeight)).observe(header);
      }`);
      await page.keyboard.type('Some words.');
      await saved(page);
      await compile(page);
      assert.equal((await page.evaluate<number[]>('[...globalThis.heights]')).length, 1);
      await page.context().close();
    });

  it('finds misspelled words and learns them', { skip: noBrowser }, async () => {
    const page = await begin('Spelling');
    await write(page, article('A sentence with a mistaake in it.'));
    const word = page.locator('.cm-misspelled', { hasText: 'mistaake' });
    await word.click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'mistake', exact: true }).click();
    await page.getByText('A sentence with a mistake in it.').waitFor();
    await write(page, article('A word like zorkmid.'));
    await page.locator('.cm-misspelled', { hasText: 'zorkmid' }).click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Add to dictionary' }).press('Enter');
    await word.or(page.locator('.cm-misspelled')).waitFor({ state: 'detached' });
    await page.context().close();
  });

  it('keeps what two people write into one paragraph while one of them loses the connection', {
    skip: noBrowser,
    timeout: 240_000,
  }, async () => {
    const one = await begin('Together');
    await write(one, '-');
    // The same person in another browser, the network of which fails.
    const two = await visitAgain(one);
    await sourceOf(two).waitFor();
    const writingMs = 30_000;
    const end = Date.now() + writingMs;
    const typed = { a: 0, b: 0 };
    const type = async (page: Page, sign: 'a' | 'b', place: string) => {
      await sourceOf(page).click();
      while (Date.now() < end) {
        await page.keyboard.press(place);
        const before = await lettersIn(page, sign);
        await page.keyboard.type(sign.repeat(5));
        // What was pressed while nothing could be typed was never in the text.
        typed[sign] += (await lettersIn(page, sign)) - before;
      }
    };
    const lose = async () => {
      await one.getByText('b').first().waitFor();
      await two.context().setOffline(true);
      await two.getByText(/The connection is lost/).waitFor();
      await two.getByText(/It is tried again in/).waitFor();
      await two.context().setOffline(false);
    };
    await Promise.all([type(one, 'a', 'Home'), type(two, 'b', 'End'), lose()]);
    await saved(one);
    await saved(two);
    await eventually(async () => assert.equal(await textOf(one), await textOf(two)));
    const text = await textOf(one);
    assert.equal(text.split('a').length - 1, typed.a);
    assert.equal(text.split('b').length - 1, typed.b);
    assert.ok(typed.a > 20 && typed.b > 20, `both have written: ${JSON.stringify(typed)}`);
    await one.context().close();
    await two.context().close();
  });

  it('takes what is typed into a document of nearly 2 MiB, and no more text than is stored', {
    skip: noBrowser,
  }, async () => {
    const page = await begin('Long');
    const line = 'A line of a long document, in which nobody has found an end yet.\n';
    // As a JSON list of lines, in which a document is measured.
    const lines = Math.floor((2 * 1024 * 1024) / (line.length + 2)) - 10;
    await sourceOf(page).press('Control+a');
    await paste(page, line.repeat(lines));
    await page.getByText('Saving…').waitFor();
    await saved(page);
    await sourceOf(page).press('Control+Home');
    await page.keyboard.type('written at the beginning');
    await page.getByText('written at the beginning').waitFor();
    await saved(page);
    await paste(page, line.repeat(5000));
    await page.getByText(/cannot be larger than 2 MiB/).waitFor();
    await page.context().close();
  });
});

/** The text that a page shows. A cursor drawn at its end, of another person, counts as the end of a line there. */
const textOf = async (page: Page): Promise<string> =>
  (await page.locator('.cm-content').innerText()).replace(/\n$/, '');
const lettersIn = async (page: Page, letter: string): Promise<number> =>
  (await textOf(page)).split(letter).length - 1;

/** Pastes a text into the source, as by the clipboard. */
const paste = (page: Page, text: string): Promise<unknown> =>
  page.evaluate(`{
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', ${JSON.stringify(text)});
    const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
    document.querySelector('.cm-content').dispatchEvent(event);
  }`);
