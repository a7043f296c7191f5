import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { describeForms } from '#test/harness/forms';
import { noBrowser } from './chromium.ts';
import { look } from './look.ts';
import { createProject, narrow, overleafPages, sourceOf } from './overleaf-pages.ts';

describeForms('overleaf', "the panels of Overleaf's editor", ({ form, url }) => {
  const { broken, register } = overleafPages(url);

  /** Asks the site as the page does. */
  async function ask(page: Page, method: string, path: string, data?: object) {
    const token = await page.locator('meta[name="ol-csrfToken"]').getAttribute('content');
    const headers = { 'x-csrf-token': token ?? '' };
    const answer = await page.request.fetch(url + path, { method, headers, ...(data && { data }) });
    assert.ok(answer.ok(), `${method} ${path} was answered ${answer.status()}`);
    return answer;
  }

  const opener = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

  async function open(page: Page, name: string): Promise<Locator> {
    await page.locator('.panel-buttons').getByRole('button', { name }).click();
    return page.getByRole('complementary', { name });
  }

  /** Turns on the links of a project, and lets somebody else in by one of them. */
  async function shareByLink(owner: Page, other: Page, what: 'edit' | 'view'): Promise<void> {
    const panel = await open(owner, 'Share');
    await panel.getByRole('button', { name: 'Turn on link sharing' }).click();
    const link = panel.getByRole('textbox', { name: `Anyone with this link can ${what}` });
    await other.goto(await link.inputValue());
    await look(other, `overleaf-${form}-link`);
    await other.getByRole('button', { name: 'Open the project' }).click();
    await sourceOf(other).waitFor();
  }

  it('shows a reader who came by a link no people, until the links are off', {
    skip: noBrowser,
  }, async () => {
    const [{ page: owner }, { page: reader }] = [await register(), await register(narrow)];
    await createProject(owner, 'To read');
    await shareByLink(owner, reader, 'view');
    await look(owner, `overleaf-${form}-share`);
    const panel = await open(reader, 'Share');
    await panel.getByRole('textbox', { name: 'Anyone with this link can view' }).waitFor();
    await look(reader, `overleaf-${form}-share-of-a-reader`);
    assert.equal(await panel.getByText('People with access').count(), 0);
    await reader.keyboard.press('Escape');
    assert.equal(await opener(reader, 'Chat').count(), 0);
    await opener(owner, 'Turn off link sharing').click();
    await opener(owner, 'Turn off link sharing').click();
    await reader.getByText('The project cannot be opened').waitFor();
    await Promise.all([owner.context().close(), reader.context().close()]);
  });

  it('invites somebody, who may do less later, and then nothing', { skip: noBrowser }, async () => {
    const [{ page: owner }, { page: other, email }] = [await register(), await register()];
    await createProject(owner, 'To be invited to');
    const [name] = email.split('@');
    const panel = await open(owner, 'Share');
    await panel.getByLabel('Invite by e-mail').fill(email);
    await owner.keyboard.press('Enter');
    await panel.getByText(`${email} is invited.`).waitFor();
    const [notice] = await (await other.request.get(`${url}/notifications`)).json();
    const { projectId, token } = notice.messageOpts;
    await other.goto(`${url}/project/${projectId}/invite/token/${token}`);
    await look(other, `overleaf-${form}-join`);
    await opener(other, 'Join the project').click();
    await sourceOf(other).waitFor();
    const theirs = await open(other, 'Share');
    await theirs.getByText('Can edit').waitFor();
    await panel.getByLabel(`What ${name} can do`).selectOption('Can view');
    await theirs.getByText('Can view').waitFor();
    await look(other, `overleaf-${form}-share-of-a-member`);
    await opener(owner, `Remove ${name}`).click();
    await opener(owner, 'Remove').click();
    await other.getByText('The project cannot be opened').waitFor();
    await Promise.all([owner.context().close(), other.context().close()]);
  });

  it('lets two people chat', { skip: noBrowser }, async () => {
    const [{ page: owner }, { page: other }] = [await register(), await register()];
    await createProject(owner, 'To talk about');
    await shareByLink(owner, other, 'edit');
    const chat = await open(other, 'Chat');
    await chat.getByRole('textbox').fill('See https://example.org/a.\n<b>Not bold</b>');
    await chat.getByRole('textbox').press('Enter');
    await owner.getByRole('button', { name: 'Chat 1 unread' }).click();
    const log = owner.getByRole('log');
    const link = log.getByRole('link', { name: 'https://example.org/a', exact: true });
    assert.equal(await link.getAttribute('rel'), 'noopener noreferrer');
    await log.getByText('<b>Not bold</b>').waitFor();
    await look(owner, `overleaf-${form}-chat`);
    await owner.keyboard.type('An answer');
    await owner.keyboard.press('Enter');
    await chat.getByText('An answer').waitFor();
    await owner.keyboard.press('Escape');
    await owner.locator('#open-chat:focus').waitFor();
    await opener(owner, 'People 1 online').click();
    await look(owner, `overleaf-${form}-people`);
    await Promise.all([owner.context().close(), other.context().close()]);
  });

  it('shows what was changed, and takes it back', { skip: noBrowser }, async () => {
    const { page } = await register();
    await createProject(page, 'With a past');
    await sourceOf(page).click();
    await page.keyboard.press('Control+Home');
    await page.keyboard.type('Something new');
    await page.getByText('Saved', { exact: true }).waitFor();
    const panel = await open(page, 'History');
    await panel.locator('ins', { hasText: 'Something new' }).waitFor();
    await look(page, `overleaf-${form}-history`);
    await opener(page, 'Restore to before these changes').click();
    await opener(page, 'Restore to before these changes').click();
    await page.keyboard.press('Escape');
    await sourceOf(page).getByText('Something new').waitFor({ state: 'detached' });
    await page.setViewportSize(narrow);
    await open(page, 'History');
    await panel.locator('.history-entry').first().waitFor();
    await look(page, `overleaf-${form}-history`);
    await page.context().close();
  });

  it('brings a deleted document back', { skip: noBrowser }, async () => {
    const { page } = await register();
    await createProject(page, 'With a loss');
    const project = new URL(page.url()).pathname;
    const { _id } = await (await ask(page, 'POST', `${project}/doc`, { name: 'gone.tex' })).json();
    const inTree = page.getByRole('navigation', { name: 'Files' }).getByText('gone.tex');
    await inTree.waitFor();
    await ask(page, 'DELETE', `${project}/doc/${_id}`);
    await inTree.waitFor({ state: 'detached' });
    const panel = await open(page, 'History');
    await opener(page, 'Restore gone.tex').click();
    await panel.getByText('Restored', { exact: true }).waitFor();
    await look(page, `overleaf-${form}-history-of-a-loss`);
    await page.keyboard.press('Escape');
    await inTree.waitFor();
    await page.context().close();
  });

  it('renames, sets, and remembers in the menu', { skip: noBrowser }, async () => {
    const { page } = await register();
    await createProject(page, 'Before');
    const menu = await open(page, 'Menu');
    await menu.getByLabel('Name of the project').fill('After');
    await menu.getByRole('button', { name: 'Rename' }).click();
    await page.getByRole('heading', { name: 'After' }).waitFor();
    const saved = page.waitForResponse((answer) => answer.url().endsWith('/user/settings'));
    await menu.getByLabel('Size of letters').selectOption('18 px');
    await saved;
    const set = page.waitForResponse((answer) => answer.url().endsWith('/settings'));
    await menu.getByLabel('Compiler').selectOption('XeLaTeX');
    await set;
    await page.reload();
    await open(page, 'Menu');
    await menu.getByText('Hotkeys').click();
    assert.equal(await menu.getByLabel('Size of letters').inputValue(), '18');
    assert.equal(await menu.getByLabel('Compiler').inputValue(), 'xelatex');
    await look(page, `overleaf-${form}-menu`);
    await page.setViewportSize(narrow);
    await look(page, `overleaf-${form}-menu`);
    await page.context().close();
    assert.deepEqual(broken, [], 'the console has no error');
  });
});
