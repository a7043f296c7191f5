import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { eventually } from '#test/harness/eventually';
import { describeForms } from '#test/harness/forms';
import { launchBrowser, noBrowser } from './chromium.ts';
import { look } from './look.ts';

const wide = { width: 1280, height: 800 };

describeForms('overleaf', 'source and PDF in a browser', ({ form, url }) => {
  let browser: Browser | undefined;

  before(async () => {
    if (!noBrowser) browser = await launchBrowser();
  });
  after(async () => {
    await browser?.close();
  });

  /** Somebody new, in a new project. */
  async function begin(project: string, viewport = wide): Promise<Page> {
    const context = await browser?.newContext({ viewport });
    assert.ok(context);
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    await page.goto(`${url}/register`);
    await page.locator('input[name=email]').fill(`${randomBytes(6).toString('hex')}@example.org`);
    await page.locator('input[name=password]').fill(randomBytes(12).toString('base64url'));
    await page.locator('input[name=password]').press('Enter');
    await page.getByLabel('Name of the new project').fill(project);
    await page.getByRole('button', { name: 'New project' }).click();
    await source(page).waitFor();
    return page;
  }

  const source = (page: Page) => page.getByRole('textbox', { name: 'Source of main.tex' });
  const saved = (page: Page) => page.getByText('Saved', { exact: true }).waitFor();

  /** Puts a text in the place of the whole document. */
  async function write(page: Page, text: string): Promise<void> {
    await source(page).click();
    await page.keyboard.press('Control+a');
    await page.keyboard.insertText(text);
    await saved(page);
  }

  async function compile(page: Page): Promise<void> {
    await page.keyboard.press('Control+Enter');
    await page
      .getByRole('button', { name: 'Compile', exact: true, disabled: true })
      .or(page.getByText('Compiling…').first())
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Compile', exact: true }).waitFor();
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

    await source(page).press('Control+Home');
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
    await page.locator('.cm-focused').waitFor();
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
    const storageState = await one.context().storageState();
    const other = await browser?.newContext({ viewport: wide, storageState });
    assert.ok(other);
    const two = await other.newPage();
    two.setDefaultTimeout(60_000);
    await two.goto(one.url());
    await source(two).waitFor();
    const writingMs = 30_000;
    const end = Date.now() + writingMs;
    const typed = { a: 0, b: 0 };
    const type = async (page: Page, sign: 'a' | 'b', place: string) => {
      await source(page).click();
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
      await other.setOffline(true);
      await two.getByText(/The connection is lost/).waitFor();
      await two.getByText(/It is tried again in/).waitFor();
      await other.setOffline(false);
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
    await other.close();
  });

  it('takes what is typed into a document of nearly 2 MiB, and no more text than is stored', {
    skip: noBrowser,
  }, async () => {
    const page = await begin('Long');
    const line = 'A line of a long document, in which nobody has found an end yet.\n';
    // As a JSON list of lines, in which a document is measured.
    const lines = Math.floor((2 * 1024 * 1024) / (line.length + 2)) - 10;
    await source(page).press('Control+a');
    await paste(page, line.repeat(lines));
    await page.getByText('Saving…').waitFor();
    await saved(page);
    await source(page).press('Control+Home');
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
