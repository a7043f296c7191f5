import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { it } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { eventually } from '#test/harness/eventually';
import { describeForms } from '#test/harness/forms';
import { craftZip } from '#test/overleaf/craft-zip';
import { noBrowser } from './chromium.ts';
import {
  compile,
  createProject,
  narrow,
  overleafPages,
  saved,
  sourceOf,
  uploadProject,
} from './overleaf-pages.ts';

const waitMs = 60_000;

const main = String.raw`\documentclass{article}
\title{A journey}
\begin{document}
\section{Departure}
The first sentence.

\input{chapters/arrival}
\end{document}
`;
const arrival = String.raw`\section{Arrival}
The last sentence.

`;
const archive = craftZip([
  { name: 'main.tex', content: main },
  { name: 'chapters/arrival.tex', content: arrival },
]);
const chapter = 'chapters/arrival.tex';

const button = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true });
const inPdf = (page: Page, text: string): Locator => page.locator('.textLayer').getByText(text);

describeForms('overleaf', 'a whole journey', ({ url }) => {
  const { broken, register, visit } = overleafPages(url);

  /** Opens one of the panels. */
  async function open(page: Page, name: string): Promise<Locator> {
    await page.locator('.panel-buttons').getByRole('button', { name }).click();
    return page.getByRole('complementary', { name });
  }

  it('from a zip to a zip, with an error, a reader, a talk and a way back', { skip: noBrowser }, async () => {
    const { page } = await register();
    await uploadProject(page, archive);

    await button(page, 'arrival.tex').click();
    await sourceOf(page, chapter).press('Control+End');
    await page.keyboard.type('\\nonsense');
    await saved(page);
    await compile(page);
    await button(page, 'main.tex').click();
    await sourceOf(page).waitFor();
    await page.getByRole('button', { name: /Messages: 1 error/ }).click();
    await page.getByRole('button', { name: /arrival\.tex, line 4: Undefined control sequence/ }).click();
    await sourceOf(page, chapter).and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Shift+End');
    await page.keyboard.type('Mended by Ada.\n\n');
    await saved(page);
    await compile(page);
    await page.getByRole('button', { name: /Messages: 0 errors/ }).waitFor();
    await inPdf(page, 'Mended by Ada.').waitFor();

    await button(page, 'main.tex').click();
    await sourceOf(page).waitFor();
    await inPdf(page, 'Mended by Ada.').dblclick();
    await sourceOf(page, chapter).waitFor();
    await activeLine(page, 'Mended by Ada.');
    await sourceOf(page, chapter).press('Control+Home');
    await page.keyboard.press('ArrowDown');
    await button(page, 'Go to PDF').click();
    await page.locator('.synced').first().waitFor({ state: 'attached' });

    const share = await open(page, 'Share');
    await button(page, 'Turn on link sharing').click();
    const linkTo = (what: 'edit' | 'view') =>
      share.getByRole('textbox', { name: `Anyone with this link can ${what}` }).inputValue();
    const { page: reader } = await register();
    await reader.goto(await linkTo('view'));
    await button(reader, 'Open the project').click();
    await sourceOf(reader).click();
    await reader.keyboard.press('Control+End');
    await reader.keyboard.type('Not from a reader.');
    const { page: friend } = await register();
    await friend.goto(await linkTo('edit'));
    await button(friend, 'Open the project').click();
    await sourceOf(friend).press('Control+Home');
    await friend.keyboard.type('% From a friend.\n');
    await reader.getByText('% From a friend.').waitFor();
    assert.equal(await reader.getByText('Not from a reader.').count(), 0);

    const talk = await open(friend, 'Chat');
    await talk.getByRole('textbox').fill('Shall we go?');
    await talk.getByRole('textbox').press('Enter');
    await page.keyboard.press('Escape');
    await button(page, 'Chat 1 unread').click();
    await page.getByRole('log').getByText('Shall we go?').waitFor();
    await page.keyboard.press('Escape');

    await button(page, 'main.tex').click();
    await page.getByText('% From a friend.').waitFor();
    const history = await open(page, 'History');
    await history.locator('ins', { hasText: 'From a friend.' }).waitFor();
    await button(page, 'Restore to before these changes').click();
    await button(page, 'Restore to before these changes').click();
    await friend.getByText('% From a friend.').waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');

    const menu = await open(page, 'Menu');
    const downloading = page.waitForEvent('download');
    await menu.getByRole('link', { name: 'Source' }).click();
    const taken = readFileSync(await (await downloading).path());
    await friend.goto(`${url}/project`);
    await uploadProject(friend, taken);
    await compile(friend);
    await inPdf(friend, 'Mended by Ada.').waitFor();
    await Promise.all([page, reader, friend].map((each) => each.context().close()));
    assert.deepEqual(broken.splice(0), [], 'no console has an error');
  });

  it('without a mouse', { skip: noBrowser }, async () => {
    const page = await visit('/register');
    await tabTo(page, page.getByLabel('E-mail'));
    await page.keyboard.type(`${randomBytes(6).toString('hex')}@example.org`);
    await tabTo(page, page.getByLabel('Password'));
    await page.keyboard.type(randomBytes(12).toString('base64url'));
    await page.keyboard.press('Enter');
    await button(page, 'New project').waitFor();
    await tabTo(page, page.getByLabel('Name of the new project'));
    await page.keyboard.type('By keys');
    await page.keyboard.press('Enter');

    await sourceOf(page).waitFor();
    await tabTo(page, sourceOf(page));
    await page.keyboard.press('Control+Home');
    await page.keyboard.type('\\nonsense\n');
    await saved(page);
    await compile(page);
    await leaveSource(page);
    await tabTo(page, page.getByRole('button', { name: /Messages: [1-9]/ }));
    await page.keyboard.press('Enter');
    await tabTo(page, page.getByRole('button', { name: /main\.tex, line 1: Undefined/ }));
    await page.keyboard.press('Enter');
    await page.locator('.cm-focused').waitFor();
    await page.keyboard.press('Shift+End');
    await page.keyboard.press('Delete');
    await saved(page);
    await compile(page);
    await page.getByRole('button', { name: /Messages: 0 errors/ }).waitFor();

    await leaveSource(page);
    await tabTo(page, button(page, 'Share'), 'Shift+Tab');
    await page.keyboard.press('Enter');
    await tabTo(page, button(page, 'Turn on link sharing'));
    await page.keyboard.press('Enter');
    await tabTo(page, page.getByRole('textbox', { name: 'Anyone with this link can view' }));
    await page.keyboard.press('Escape');
    await button(page, 'Share').and(page.locator(':focus')).waitFor();
    await tabTo(page, page.getByRole('link', { name: 'All projects' }), 'Shift+Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'By keys', exact: true }).waitFor();
    await page.context().close();
    assert.deepEqual(broken.splice(0), [], 'the console has no error');
  });

  it('in a narrow window, with one part at a time', { skip: noBrowser }, async () => {
    const { page } = await register(narrow);
    await createProject(page, 'Narrow');
    await sourceOf(page).press('Control+Home');
    await page.keyboard.type('\\nonsense\n');
    await saved(page);
    await compile(page);
    await button(page, 'PDF').click();
    await sourceOf(page).waitFor({ state: 'hidden' });
    await inPdf(page, 'Narrow').first().waitFor();
    await page.getByRole('button', { name: /Messages: [1-9]/ }).click();
    await page.getByRole('button', { name: /main\.tex, line 1: Undefined/ }).click();
    await page.locator('.cm-focused').waitFor();
    await page.keyboard.press('Shift+End');
    await page.keyboard.press('Delete');
    await saved(page);
    await compile(page);
    await button(page, 'PDF').click();
    await page.getByRole('button', { name: /Messages: 0 errors/ }).waitFor();
    await inPdf(page, 'Introduction').dblclick();
    await activeLine(page, '\\section{Introduction}');
    await button(page, 'Files').click();
    await button(page, 'main.tex').click();
    await sourceOf(page).waitFor();
    await page.context().close();
    assert.deepEqual(broken.splice(0), [], 'the console has no error');
  });
});

/** Presses a key until something has the focus. */
async function tabTo(page: Page, target: Locator, key = 'Tab'): Promise<void> {
  await target.waitFor();
  const focused = target.and(page.locator(':focus'));
  for (let presses = 0; presses < 100; presses += 1) {
    if ((await focused.count()) > 0) return;
    await page.keyboard.press(key);
  }
  assert.fail(`${target} cannot be reached by ${key}`);
}

/** Takes the keyboard out of the source, where Tab indents. */
async function leaveSource(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  await page.locator('.cm-editor:not(.cm-focused)').waitFor();
}

/** Waits until the cursor is in a line with this text. */
const activeLine = (page: Page, text: string): Promise<void> =>
  eventually(async () => assert.equal(await page.locator('.cm-activeLine').innerText(), text), waitMs);
