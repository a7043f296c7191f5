import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Page } from 'playwright-core';
import { describeForms } from '#test/harness/forms';
import { noBrowser } from './chromium.ts';
import { look } from './look.ts';
import { createProject, narrow, overleafPages, sourceOf } from './overleaf-pages.ts';

/** A zip file with a document of the title `Packed`, as it is stored without compression. */
const zip = Buffer.from(
  'UEsDBBQAAAAAAAAAIQCkaPWMTQAAAE0AAAAIAAAAbWFpbi50ZXhcZG9jdW1lbnRjbGFzc3thcnRpY2xlfQpcdGl0bGV7UGFja2VkfQpcYmVnaW57ZG9jdW1lbnR9CkhlbGxvClxlbmR7ZG9jdW1lbnR9ClBLAQIUAxQAAAAAAAAAIQCkaPWMTQAAAE0AAAAIAAAAAAAAAAAAAACAAQAAAABtYWluLnRleFBLBQYAAAAAAQABADYAAABzAAAAAAA=',
  'base64',
);

const titles = (page: Page) => page.locator('td.title > a').allTextContents();
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

describeForms('overleaf', 'the dashboard', ({ form, url }) => {
  const { broken, register } = overleafPages(url);

  async function withProjects(names: string[], viewport?: typeof narrow): Promise<Page> {
    const { page } = await register(viewport);
    for (const name of names) {
      await createProject(page, name);
      await page.goto(`${url}/project`);
    }
    return page;
  }

  it('welcomes, and makes a project of a zip that is dropped', { skip: noBrowser }, async () => {
    const { page } = await register();
    await page.getByRole('heading', { name: 'Welcome' }).waitFor();
    await look(page, `overleaf-${form}-welcome`);
    const dropped = await page.evaluateHandle(`
      const transfer = new DataTransfer();
      transfer.items.add(new File([new Uint8Array(${JSON.stringify([...zip])})], 'packed.zip'));
      transfer;
    `);
    await page.dispatchEvent('.dashboard', 'dragenter', { dataTransfer: dropped });
    await page.getByText('Drop a zip file here').waitFor();
    await page.dispatchEvent('.dashboard', 'drop', { dataTransfer: dropped });
    await sourceOf(page).waitFor();
    await page.goto(`${url}/project`);
    assert.deepEqual(await titles(page), ['Packed']);
    await page
      .getByText('Upload a zip')
      .locator('input')
      .setInputFiles({
        name: 'broken.zip',
        mimeType: 'application/zip',
        buffer: Buffer.from('no archive'),
      });
    await page.getByRole('alert').waitFor();
    await page.context().close();
  });

  it('renames, copies, archives, trashes and deletes', { skip: noBrowser }, async () => {
    const page = await withProjects(['Draft']);
    await button(page, 'Rename Draft').click();
    await page.getByLabel('New name of Draft').fill('Paper');
    await page.keyboard.press('Enter');
    await button(page, 'Copy Paper').click();
    await page.getByRole('link', { name: 'Paper (copy)', exact: true }).waitFor();
    await button(page, 'Archive Paper (copy)').click();
    await button(page, 'Archived projects').click();
    await button(page, 'Restore Paper (copy)').click();
    await button(page, 'All projects').click();
    await button(page, 'Trash Paper').click();
    await page.getByRole('link', { name: 'Paper', exact: true }).waitFor({ state: 'detached' });
    assert.deepEqual(await titles(page), ['Paper (copy)']);
    await button(page, 'Trashed projects').click();
    await button(page, 'Delete Paper').click();
    await look(page, `overleaf-${form}-delete`);
    await page.keyboard.press('Escape');
    assert.deepEqual(await titles(page), ['Paper']);
    await button(page, 'Delete Paper').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByText('There is no such project.').waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      button(page, 'All projects')
        .click()
        .then(() => page.getByRole('link', { name: 'Download Paper (copy)' }).click()),
    ]);
    assert.equal(download.suggestedFilename(), 'Paper (copy).zip');
    await page.context().close();
  });

  it('sorts, searches, and tags and trashes several projects at once', { skip: noBrowser }, async () => {
    const page = await withProjects(['Part 10', 'Part 2', 'Other']);
    await button(page, 'Title').click();
    assert.deepEqual(await titles(page), ['Other', 'Part 2', 'Part 10']);
    await page.getByLabel('Search in the titles').fill('part');
    assert.deepEqual(await titles(page), ['Part 2', 'Part 10']);
    await page.getByLabel('Select all projects that are shown').check();
    await page.locator('summary', { hasText: 'Tags' }).click();
    await page.getByLabel('New tag for the selected projects').fill('Thesis');
    await page.keyboard.press('Enter');
    await button(page, 'Remove tag Thesis from Part 2').waitFor();
    await look(page, `overleaf-${form}-selection`);
    await button(page, 'Remove tag Thesis from Part 10').click();
    await button(page, 'Remove tag Thesis from Part 10').waitFor({ state: 'detached' });
    await page.getByLabel('Search in the titles').fill('');
    await button(page, 'Rename tag Thesis').click();
    await page.getByLabel('New name of the tag Thesis').fill('Book');
    await page.keyboard.press('Enter');
    await button(page, 'Book').click();
    assert.deepEqual(await titles(page), ['Part 2']);
    await button(page, 'Untagged').click();
    assert.deepEqual(await titles(page), ['Other', 'Part 10']);
    await button(page, 'Delete tag Book').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete the tag' }).click();
    await button(page, 'Book').waitFor({ state: 'detached' });
    await button(page, 'All projects').click();
    await page.getByLabel('Select Other').check();
    await page.getByLabel('Select Part 2').check();
    await page.getByRole('region', { name: 'Selected projects' }).getByText('Trash').click();
    await page.getByRole('link', { name: 'Other', exact: true }).waitFor({ state: 'detached' });
    assert.deepEqual(await titles(page), ['Part 10']);
    await page.context().close();
  });

  it('shows invitations, which can be dismissed or accepted', { skip: noBrowser }, async () => {
    const owner = await withProjects(['Ours', 'Not mine']);
    const { page, email } = await register(narrow);
    for (const name of ['Ours', 'Not mine']) {
      const href = await owner.getByRole('link', { name, exact: true }).getAttribute('href');
      const token = await owner.locator('meta[name=ol-csrfToken]').getAttribute('content');
      const answer = await owner.request.post(`${url}${href}/invite`, {
        headers: { 'x-csrf-token': token ?? '' },
        data: { email, privileges: 'readOnly' },
      });
      assert.equal(answer.status(), 200);
    }
    await page.reload();
    await button(page, 'Dismiss Not mine').click();
    await button(page, 'Dismiss Not mine').waitFor({ state: 'detached' });
    await look(page, `overleaf-${form}-invitation`);
    await button(page, 'Join Ours').click();
    await sourceOf(page).waitFor();
    await page.goto(`${url}/project`);
    await button(page, 'Shared with you').click();
    assert.deepEqual(await titles(page), ['Ours']);
    await button(page, 'Trash Ours').click();
    await button(page, 'Trashed projects').click();
    await button(page, 'Leave Ours').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Leave' }).click();
    await page.getByRole('heading', { name: 'Welcome' }).waitFor();
    await page.context().close();
    await owner.context().close();
    assert.deepEqual(
      broken.filter((line) => !line.includes('422')),
      [],
      'the console has no error beside the broken archive',
    );
  });
});
