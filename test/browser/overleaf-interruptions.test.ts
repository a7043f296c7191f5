import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Page } from 'playwright-core';
import { describeForms } from '#test/harness/forms';
import { noBrowser } from './chromium.ts';
import { createProject, overleafPages, saved, sourceOf, type Visitor, write } from './overleaf-pages.ts';

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const titles = (page: Page) => page.locator('td.title > a').allTextContents();

describeForms('overleaf', 'what comes between', ({ url }) => {
  const { broken, register } = overleafPages(url);

  async function logIn(page: Page, { email, password }: Visitor): Promise<void> {
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Password').fill(password);
    await button(page, 'Log in').click();
    await page.getByRole('heading', { name: 'Projects' }).waitFor();
  }

  /** Logs out in another tab of the same browser, and returns that tab. */
  async function logOutBeside(page: Page): Promise<Page> {
    const other = await page.context().newPage();
    await other.goto(`${url}/project`);
    await button(other, 'Log out').click();
    await other.getByRole('heading', { name: 'Log in' }).waitFor();
    return other;
  }

  it('shows what is there now to somebody who goes back, and nothing after a log-out', {
    skip: noBrowser,
  }, async () => {
    const { page } = await register();
    await createProject(page, 'The first one');
    await page.goBack();
    await page.getByRole('link', { name: 'The first one', exact: true }).waitFor();
    await button(page, 'Log out').click();
    await page.getByRole('heading', { name: 'Log in' }).waitFor();
    await page.goBack();
    await page.waitForURL(`${url}/login`);
    await page.context().close();
  });

  it('creates one project, also when Enter is pressed again before its page comes', {
    skip: noBrowser,
  }, async () => {
    const { page } = await register();
    let go = () => {};
    const mayGo = new Promise<void>((resolve) => {
      go = resolve;
    });
    await page.route(/\/project\/[0-9a-f]{24}$/, async (route) => {
      await mayGo;
      await route.continue();
    });
    const asked = page.waitForRequest(/\/project\/[0-9a-f]{24}$/);
    await page.getByLabel('Name of the new project').fill('Once');
    await page.keyboard.press('Enter');
    await asked;
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    go();
    await sourceOf(page).waitFor();
    await page.goto(`${url}/project`);
    assert.deepEqual(await titles(page), ['Once']);
    await page.context().close();
  });

  it('asks for a log-in after a log-out in another tab, and goes on after it', {
    skip: noBrowser,
  }, async () => {
    const visitor = await register();
    const { page } = visitor;
    await createProject(page, 'Left open');
    const other = await logOutBeside(page);
    await button(page, 'Compile').click();
    await page.getByRole('alert').getByText('log in in another tab, and try again here').waitFor();
    const upload = (name: string) =>
      page
        .getByText('Upload files')
        .locator('input')
        .setInputFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from('It is here.') });
    await upload('early.tex');
    await page.getByText('log in in another tab, and try again here').nth(1).waitFor();
    await logIn(other, visitor);
    await button(page, 'Compile').click();
    await page.getByText(/^Compiled in/).waitFor();
    await upload('late.tex');
    await button(page, 'late.tex').waitFor();

    await logOutBeside(page);
    await page.context().setOffline(true);
    await page.getByText('The connection is lost').waitFor();
    await page.context().setOffline(false);
    await page
      .getByText('You are not logged in any more', { exact: false })
      .or(page.getByText('you are not logged in any more'))
      .waitFor();
    await page.context().close();
  });

  it('is refused to a page of somebody else who was logged in before', { skip: noBrowser }, async () => {
    const { page } = await register();
    await createProject(page, 'Of the first one');
    const second = await register();
    const other = await logOutBeside(page);
    await logIn(other, second);
    await button(page, 'Compile').click();
    await page.getByRole('alert').getByText('omebody else has logged in').waitFor();
    await page.context().close();
    await second.page.context().close();
  });

  it('says that the open document was deleted, and lets nobody type into it', {
    skip: noBrowser,
  }, async () => {
    const { page } = await register();
    await createProject(page, 'Deleted');
    const other = await page.context().newPage();
    await other.goto(page.url());
    await button(other, 'main.tex').press('F2');
    await other.keyboard.type('paper');
    await other.keyboard.press('Enter');
    await sourceOf(page, 'paper.tex').waitFor();
    await sourceOf(page, 'main.tex').waitFor({ state: 'detached' });
    await button(other, 'paper.tex').press('Delete');
    await other.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    for (const each of [page, other]) {
      await each.getByText('“paper.tex” has been deleted').waitFor();
      await sourceOf(each, 'paper.tex').waitFor({ state: 'detached' });
    }
    await page.context().close();
  });

  it('keeps what was typed into a document that somebody else has deleted', { skip: noBrowser }, async () => {
    const { page } = await register();
    await createProject(page, 'Late');
    await page.routeWebSocket(/socket\.io/, (socket) => {
      // The page learns it only when it opens the project anew.
      socket.connectToServer().onMessage((message) => {
        if (!String(message).includes('"removeEntity"')) socket.send(message);
      });
    });
    await page.reload();
    await sourceOf(page).click();
    const other = await page.context().newPage();
    await other.goto(page.url());
    await button(other, 'main.tex').press('Delete');
    await other.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await other.getByText('“main.tex” has been deleted').waitFor();
    await sourceOf(page).press('Control+End');
    await page.keyboard.type('Too late.');
    const kept = page.getByRole('textbox', { name: 'Text of main.tex as it was here' });
    await kept.waitFor();
    await page.getByText('“main.tex” has been deleted').waitFor();
    assert.match(await kept.inputValue(), /Too late\.$/);
    await page.context().close();
  });

  it('lets somebody write a name while a new document is on its way', { skip: noBrowser }, async () => {
    const { page } = await register();
    await createProject(page, 'Slow');
    let come = () => {};
    const mayCome = new Promise<void>((resolve) => {
      come = resolve;
    });
    let documents = 0;
    await page.routeWebSocket(/socket\.io/, (socket) => {
      const server = socket.connectToServer();
      socket.onMessage(async (message) => {
        if (String(message).includes('"joinDoc"')) {
          documents += 1;
          if (documents > 1) await mayCome;
        }
        server.send(message);
      });
    });
    await page.reload();
    await sourceOf(page).waitFor();
    await page.getByLabel('Name of the new document').fill('new.tex');
    await page.keyboard.press('Enter');
    await button(page, 'new.tex').waitFor();
    await sourceOf(page).waitFor({ state: 'detached' });
    await button(page, 'main.tex').press('F2');
    await page.keyboard.type('pa');
    come();
    await sourceOf(page, 'new.tex').waitFor();
    await page.keyboard.type('per');
    await page.keyboard.press('Enter');
    await button(page, 'paper.tex').waitFor();
    await page.context().close();
  });

  it('compiles what has an error as often as it is asked to', { skip: noBrowser }, async () => {
    const { page } = await register();
    await createProject(page, 'Mistaken');
    await write(
      page,
      String.raw`\documentclass{article}
\begin{document}
\cite{one}
\bibliographystyle{plain}
\bibliography{references}
\end{document}
`,
    );
    await page.getByLabel('Name of the new document').fill('references.bib');
    await button(page, 'Add').click();
    await sourceOf(page, 'references.bib').click();
    await page.keyboard.insertText(
      String.raw`@misc{one, author = {A. Author}, title = {About \nosuch{}}, year = 2021}`,
    );
    await saved(page);
    await button(page, 'main.tex').click();
    await sourceOf(page).waitFor();
    for (let time = 0; time < 2; time += 1) {
      const answered = page.waitForResponse((answer) => new URL(answer.url()).pathname.endsWith('/compile'));
      await button(page, 'Compile').click();
      const { status } = (await (await answered).json()) as { status: string };
      assert.equal(status, 'success');
      await button(page, 'Compile').waitFor();
      await page.getByRole('button', { name: /Messages: 1 error/ }).waitFor();
      // A project is compiled once a second.
      await page.waitForTimeout(1000);
    }
    // It is in what BibTeX has made, which is no document that can be shown.
    await page.getByRole('button', { name: /Messages: 1 error/ }).click();
    await page.getByText(/output\.bbl, line \d+: *Undefined control sequence/).waitFor();
    assert.equal(await page.getByRole('button', { name: /output\.bbl/ }).count(), 0);
    await page.context().close();
    assert.deepEqual(
      broken.filter((line) => !/status of 4\d\d|INTERNET_DISCONNECTED/.test(line)),
      [],
      'the console has no error but refusals and those of a missing network',
    );
  });
});
