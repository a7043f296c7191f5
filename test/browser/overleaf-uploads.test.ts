import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { it } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { eventually } from '#test/harness/eventually';
import { describeForms } from '#test/harness/forms';
import { noBrowser } from './chromium.ts';
import { look } from './look.ts';
import { createProject, overleafPages } from './overleaf-pages.ts';

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const names = async (page: Page) =>
  (await page.locator('.tree .entry').allTextContents()).map((name) => name.trim());

/** Drops a file or folder of this machine on an element, as a person does. */
async function drop(page: Page, on: Locator, path: string): Promise<void> {
  const box = await on.boundingBox();
  assert.ok(box);
  const session = await page.context().newCDPSession(page);
  const place = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await session.send('Input.dispatchDragEvent', { type, ...place, data });
  await session.detach();
}

describeForms('overleaf', 'files that are uploaded', ({ form, url }) => {
  const { broken, register } = overleafPages(url);

  it('go several at once, each with its own end', { skip: noBrowser }, async () => {
    const { page } = await register();
    await createProject(page, 'Many');
    const file = (name: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from('a text') });
    await page.route('**/upload?*', async (route) => {
      if (route.request().postData()?.includes('slow.tex')) return;
      await route.continue();
    });
    const several = ['one.tex', 'bad*name.tex', 'slow.tex', 'two.tex', 'three.tex'].map(file);
    await page.getByText('Upload files').locator('input').setInputFiles(several);
    for (const name of ['one.tex', 'two.tex', 'three.tex']) await button(page, name).waitFor();
    await page.getByRole('alert').filter({ hasText: 'bad*name.tex was not uploaded' }).waitFor();
    await page.getByRole('progressbar', { name: 'Uploading slow.tex…' }).waitFor();
    assert.equal(await page.getByRole('list', { name: 'Uploads' }).getByRole('listitem').count(), 2);
    await page.getByText('“bad*name.tex” cannot be a name: choose one of at most 149 characters').waitFor();
    await look(page, `overleaf-${form}-uploads`);
    await button(page, 'Try again to upload bad*name.tex').click();
    await button(page, 'Dismiss bad*name.tex').click();
    await page.getByText('bad*name.tex').waitFor({ state: 'detached' });

    let questions = 0;
    page.on('dialog', (dialog) => {
      questions += 1;
      void dialog.dismiss();
    });
    await page.close({ runBeforeUnload: true });
    await eventually(() => assert.equal(questions, 1), 60_000);
    await button(page, 'Cancel the upload of slow.tex').click();
    await page.getByRole('list', { name: 'Uploads' }).waitFor({ state: 'detached' });
    await page.reload();
    await button(page, 'one.tex').waitFor();
    assert.equal(questions, 1, 'nothing is asked once no upload is under way');
    assert.ok(!(await names(page)).includes('slow.tex'));
    await page.context().close();
  });

  it('say why a text cannot be edited', { skip: noBrowser }, async () => {
    const { page } = await register();
    await createProject(page, 'Smiles');
    const buffer = Buffer.from('one\ntwo 😀\n');
    const file = { name: 'smile.tex', mimeType: 'text/plain', buffer };
    await page.getByText('Upload files').locator('input').setInputFiles(file);
    const because = 'line 2 has the character 😀, which no document may have';
    await page.getByText(`smile.tex was uploaded`).and(page.getByText(because)).waitFor();
    await look(page, `overleaf-${form}-no-document`);
    await button(page, 'Dismiss smile.tex').click();
    await button(page, 'smile.tex').click();
    await page.getByRole('region', { name: 'smile.tex' }).getByText(because).waitFor();
    await look(page, `overleaf-${form}-no-document-shown`);
    await page.context().close();
  });

  it('come in folders that are dropped, without what no project needs', { skip: noBrowser }, async (t) => {
    const { page } = await register();
    await createProject(page, 'Folders');
    const folder = join(await mkdtemp(join(tmpdir(), 'dropped-')), 'paper');
    t.after(() => rm(dirname(folder), { recursive: true }));
    const files = ['one.tex', 'figures/deep/two.tex', '.git/config', 'one.log'];
    for (const file of files) {
      await mkdir(dirname(join(folder, file)), { recursive: true });
      await writeFile(join(folder, file), 'a text');
    }
    await drop(page, button(page, 'main.tex'), folder);
    for (const name of ['paper', 'figures', 'deep', 'one.tex', 'two.tex']) await button(page, name).waitFor();
    await page.getByRole('list', { name: 'Uploads' }).waitFor({ state: 'detached' });
    assert.deepEqual(await names(page), ['paper', 'figures', 'deep', 'two.tex', 'one.tex', 'main.tex']);
    await drop(page, button(page, 'main.tex'), folder);
    await page.getByText('there is already: paper/figures/deep/two.tex, paper/one.tex').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    await rm(folder, { recursive: true });
    await mkdir(folder);
    await drop(page, button(page, 'main.tex'), folder);
    await page.getByText('The folder paper has no file for a project').waitFor();
    await look(page, `overleaf-${form}-empty-folder`);

    await page.goto(`${url}/project`);
    await drop(page, page.getByRole('heading', { level: 1 }), folder);
    await page.getByText('“paper” is no zip file: make a zip file of it').waitFor();
    await page.context().close();
    const unexpected = broken.filter((message) => !message.includes('422')); // an upload was refused
    assert.deepEqual(unexpected, [], 'the console has no other error');
  });
});
