import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Page } from 'playwright-core';
import { eventually } from '#test/harness/eventually';
import { describeForms } from '#test/harness/forms';
import { noBrowser } from './chromium.ts';
import { look } from './look.ts';
import { ask, createProject, narrow, overleafPages, sourceOf, write } from './overleaf-pages.ts';

describeForms('overleaf', 'comments in a browser', ({ form, url }) => {
  const { broken, register } = overleafPages(url);

  /** Somebody in a new project with a text, and somebody else who was let in, in a browser of his own. */
  async function together(privileges: string, viewport = narrow): Promise<[owner: Page, guest: Page]> {
    const { page } = await register();
    await createProject(page, 'Discussed');
    await sourceOf(page).click();
    await page.keyboard.press('Control+a');
    await page.keyboard.insertText('A first line.\nSome words to discuss.\n');
    await page.getByText('Saved', { exact: true }).waitFor();
    const guest = await register(viewport);
    const path = new URL(page.url()).pathname;
    const { invite } = Object(await post(page, `${path}/invite`, { email: guest.email, privileges }));
    await post(guest.page, `${path}/invite/token/${invite.token}/accept`);
    await guest.page.goto(page.url());
    await sourceOf(guest.page).waitFor();
    return [page, guest.page];
  }

  it('are written, answered, changed, resolved and deleted by two people, and move with the text', {
    skip: noBrowser,
    timeout: 300_000,
  }, async () => {
    const [one, two] = await together('readAndWrite', { width: 1280, height: 800 });
    await one.getByText('Some words to discuss.').waitFor();
    await select(one, 'words');
    await one.getByRole('button', { name: 'Add comment', exact: true }).last().click();
    await one.getByLabel('Your comment').press('Enter');
    await one.getByText(/the text of the comment, which cannot be empty/).waitFor();
    await one.getByLabel('Your comment').fill('Which words?');
    await one.getByLabel('Your comment').press('Enter');
    await commented(one, 'words').waitFor();

    await commented(two, 'words').waitFor();
    await two.getByRole('button', { name: /^Comments/ }).click();
    await two.getByText('Which words?').waitFor();
    await two.getByLabel('Your reply').fill('These words.');
    await two.getByLabel('Your reply').press('Enter');
    await one.getByText('These words.').waitFor();
    await look(one, `overleaf-${form}-comments`);

    await sourceOf(two).press('Control+Home');
    await two.keyboard.type('% above');
    await two.keyboard.press('Enter');
    await one.getByRole('button', { name: 'Line 3: words' }).waitFor();
    await commented(one, 'words').waitFor();
    await one.getByRole('button', { name: 'Line 3: words' }).click();
    await one.keyboard.press('ArrowLeft');
    await one.keyboard.press('ArrowRight');
    await one.keyboard.type('onderful w');
    await commented(two, 'wonderful words').waitFor();
    await two.getByRole('button', { name: 'Line 3: wonderful words' }).waitFor();

    await one.getByRole('button', { name: 'Edit', exact: true }).click();
    await one.getByLabel('Your message').fill('Which of them?');
    await one.getByLabel('Your message').press('Enter');
    await two.getByText('Which of them?').waitFor();
    await two.getByRole('button', { name: 'Delete message' }).click();
    await two.getByRole('button', { name: 'Delete message' }).press('Enter');
    await one.getByText('These words.').waitFor({ state: 'detached' });

    await one.getByRole('button', { name: 'Resolve' }).click();
    await one.getByText('Resolved: 1').click();
    await two.getByText('Resolved: 1').waitFor();
    await commented(two, 'wonderful words').waitFor({ state: 'detached' });
    await one.getByRole('button', { name: 'Reopen' }).click();
    await commented(two, 'wonderful words').waitFor();

    await two.reload();
    await commented(two, 'wonderful words').click();
    await two.getByRole('button', { name: 'Show comment' }).click();
    await two.getByRole('listitem', { name: 'Comment on line 3' }).and(two.locator(':focus')).waitFor();
    await two.getByRole('button', { name: 'Delete thread' }).click();
    await two.getByRole('button', { name: 'Delete thread' }).press('Enter');
    await commented(one, 'wonderful words').waitFor({ state: 'detached' });
    await one.getByText('There is no open comment on main.tex.').waitFor();
    await Promise.all([one.context().close(), two.context().close()]);
  });

  it('are written by readers too, who settle nothing, with the keyboard and in a narrow window', {
    skip: noBrowser,
    timeout: 300_000,
  }, async () => {
    const [owner, reader] = await together('readOnly');
    await reader.getByText('Some words to discuss.').click();
    await reader.keyboard.press('Home');
    await reader.keyboard.press('Control+Alt+m');
    await reader.getByLabel('Your comment').and(reader.locator(':focus')).waitFor();
    await reader.keyboard.type('Why some?');
    await reader.keyboard.press('Enter');
    await commented(reader, 'Some').waitFor();
    await commented(owner, 'Some').waitFor();
    await owner.getByRole('button', { name: 'Comments 1 open' }).click();
    await owner.getByText('Why some?').waitFor();
    assert.equal(await reader.getByRole('button', { name: /^(Resolve|Delete thread)$/ }).count(), 0);
    await look(reader, `overleaf-${form}-comments`);
    await reader.getByRole('button', { name: 'Line 2: Some' }).click();
    await eventually(async () => assert.equal(await reader.evaluate('getSelection().toString()'), 'Some'));
    await sourceOf(owner).press('Control+a');
    await owner.keyboard.press('Delete');
    await owner.getByText('The text is deleted').waitFor();
    await Promise.all([owner.context().close(), reader.context().close()]);
  });

  it('are there again as far as they were written when one returns to a document or a panel', {
    skip: noBrowser,
    timeout: 300_000,
  }, async () => {
    const { page } = await register();
    await createProject(page, 'Begun');
    await write(page, 'Some words to discuss.');
    await ask(page, 'POST', `${new URL(page.url()).pathname}/doc`, { name: 'other.tex' });
    await select(page, 'words');
    await page.keyboard.press('Control+Alt+m');
    await page.getByLabel('Your comment').fill('Half a tho');
    await page.getByRole('button', { name: 'other.tex', exact: true }).click();
    await sourceOf(page, 'other.tex').waitFor();
    await page.getByLabel('Your comment').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'main.tex', exact: true }).click();
    await commented(page, 'words').waitFor();
    const begun = page.getByLabel('Your comment');
    assert.equal(await begun.inputValue(), 'Half a tho');
    await page.getByRole('button', { name: /^Comments/ }).click();
    await begun.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: /^Comments/ }).click();
    assert.equal(await begun.inputValue(), 'Half a tho');
    await begun.press('End');
    await page.keyboard.type('ught');
    await begun.press('Enter');
    await page.getByRole('listitem', { name: 'Comment on line 1' }).getByText('Half a thought').waitFor();
    await begun.waitFor({ state: 'detached' });

    await page.getByLabel('Your reply').fill('The other half');
    await page.getByRole('button', { name: 'other.tex', exact: true }).click();
    await page.getByLabel('Your reply').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'main.tex', exact: true }).click();
    await page.getByLabel('Your reply').waitFor();
    assert.equal(await page.getByLabel('Your reply').inputValue(), 'The other half');
    await page.context().close();
    assert.deepEqual(
      broken.filter((message) => !message.includes('400')),
      [],
      'the console has no error',
    );
  });
});

/** The part of the text that is highlighted. */
const commented = (page: Page, text: string) =>
  page.locator('.cm-commented').filter({ hasText: new RegExp(`^${text}$`) });

/** Selects a word of the text with the mouse. */
async function select(page: Page, word: string): Promise<void> {
  const at = await page.evaluate<{ x: number; y: number }>(`(() => {
    const line = [...document.querySelectorAll('.cm-line')].find((each) => each.textContent.includes('${word}'));
    const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const from = node.data.indexOf('${word}');
      if (from < 0) continue;
      const range = document.createRange();
      range.setStart(node, from);
      range.setEnd(node, from + ${word.length});
      const { left, top, width, height } = range.getBoundingClientRect();
      return { x: left + width / 2, y: top + height / 2 };
    }
  })()`);
  await page.mouse.dblclick(at.x, at.y);
}

const post = (page: Page, path: string, body: object = {}): Promise<unknown> => ask(page, 'POST', path, body);
