import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { it } from 'node:test';
import { openDoc } from '#apps/overleaf/load/projects';
import { Visitor } from '#apps/overleaf/load/site';
import { eventually } from '#test/harness/eventually';
import { describeForms } from '#test/harness/forms';
import { noBrowser } from './chromium.ts';
import { ask, createProject, overleafPages, sourceOf, write } from './overleaf-pages.ts';

describeForms('overleaf', 'a document full of comments, in a browser', ({ url }) => {
  const { register } = overleafPages(url);

  it('refuses the 501st with a word, and keeps what was written', {
    skip: noBrowser,
    timeout: 300_000,
  }, async (test) => {
    const { page } = await register();
    await createProject(page, 'Full');
    await write(page, 'Words.');
    const other = new Visitor(url);
    other.cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
    const { client, doc, changed } = await openDoc(
      other,
      new URL(page.url()).pathname.split('/').at(-1) ?? '',
    );
    test.after(() => client.close());
    const comment = async (count: number) => {
      const id = () => randomBytes(12).toString('hex');
      doc.edit(Array.from({ length: count }, () => ({ p: 0, c: 'Words', t: id() })));
      await changed(() => doc.isSaved);
    };
    await comment(499);
    const begin = async () => {
      await sourceOf(page).press('Control+Home');
      await page.keyboard.press('Shift+End');
      await page.keyboard.press('Control+Alt+m');
    };
    await begin();
    await page.getByLabel('Your comment').fill('One too many');

    // Somebody else is faster.
    await page.route('**/messages', async (route) => {
      await comment(1);
      await route.continue();
    });
    await page.getByLabel('Your comment').press('Enter');
    const refusal = page.getByText('A document cannot have more than 500 comments: delete some.');
    await refusal.waitFor();
    assert.equal(await page.getByLabel('Your comment').inputValue(), 'One too many');
    const threads = async () =>
      JSON.stringify(await ask(page, 'GET', `${new URL(page.url()).pathname}/threads`));
    await eventually(async () => assert.ok(!(await threads()).includes('One too many')));
    assert.equal(await page.getByText(/could not be stored/).count(), 0);
    assert.equal(doc.comments.length, 500);

    await page.unroute('**/messages');
    let asked = 0;
    page.on('request', (request) => {
      asked += Number(request.method() === 'POST' && request.url().endsWith('/messages'));
    });
    await page.getByRole('button', { name: 'Cancel' }).click();
    await begin();
    await page.getByLabel('Your comment').fill('Two too many');
    await page.getByLabel('Your comment').press('Enter');
    await refusal.waitFor();
    assert.equal(asked, 0, 'the page knows that there is no room');
    await page.context().close();
  });
});
