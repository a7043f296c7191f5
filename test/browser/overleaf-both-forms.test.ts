import assert from 'node:assert/strict';
import { it } from 'node:test';
import { describeForms } from '#test/harness/forms';
import { noBrowser } from './chromium.ts';
import { look } from './look.ts';
import { compile, createProject, narrow, overleafPages, wide, write } from './overleaf-pages.ts';

describeForms('overleaf', 'a compile in both forms, in a browser', ({ form, url }) => {
  const { broken, register } = overleafPages(url);

  for (const viewport of [wide, narrow])
    it(`is compared step by step in a window of ${viewport.width}`, {
      skip: noBrowser,
      timeout: 300_000,
    }, async (test) => {
      const { page } = await register(viewport);
      await createProject(page, 'Compared');
      if (viewport === narrow) await page.getByRole('button', { name: 'PDF', exact: true }).click();
      await page.getByRole('button', { name: 'Compile', exact: true }).click();
      await page.getByText('Times', { exact: true }).press('Enter');
      await page.getByRole('rowheader', { name: 'Running LaTeX' }).waitFor();
      for (const step of ['Invocation', 'Init', 'Compute', 'Store'])
        await page.getByRole('row', { name: new RegExp(`^${step} \\d+\\.\\d\\d s$`) }).waitFor();
      const compare = page.getByRole('button', { name: 'Compile in both forms' });
      if ((await compare.count()) === 0) return test.skip('the other form does not run beside this one');
      await compare.press('Enter');
      await page.getByRole('progressbar', { name: /^Compiling from scratch in one form/ }).waitFor();
      assert.ok(await page.getByRole('button', { name: 'Compiling…' }).isDisabled());
      await page.getByText(/ compiled first, by chance/).waitFor({ timeout: 240_000 });
      await page.getByRole('button', { name: 'Compile', exact: true }).waitFor();
      await page.getByText(/took \d+\.\d\d times as long as/).waitFor({ timeout: 240_000 });
      for (const step of ['Invocation', 'Init', 'Compute', 'Store', 'Total'])
        await page.getByRole('row', { name: new RegExp(`^${step}( \\d+\\.\\d\\d s){2}$`) }).waitFor();
      const columns = await page.getByRole('columnheader').allTextContents();
      const both = ['Microservices', 'Serverless'];
      assert.deepEqual(columns, ['Step', ...(form === 'microservice' ? both : both.reverse())]);
      await look(page, `overleaf-${form}-both`);
      await page.context().close();
      assert.deepEqual(broken, [], 'the console has no error');
    });

  it('is stopped in both', { skip: noBrowser, timeout: 300_000 }, async (test) => {
    const { page } = await register();
    await createProject(page, 'Endless');
    await compile(page);
    await write(page, '\\documentclass{article}\\begin{document}\\def\\x{\\x}\\x\\end{document}');
    await page.getByText('Times', { exact: true }).press('Enter');
    const compare = page.getByRole('button', { name: 'Compile in both forms' });
    if ((await compare.count()) === 0) return test.skip('the other form does not run beside this one');
    await compare.press('Enter');
    await page.getByRole('button', { name: 'Stop', exact: true }).press('Enter');
    await page.getByRole('button', { name: 'Compile', exact: true }).waitFor({ timeout: 240_000 });
    await page.getByText('Times', { exact: true }).press('Enter');
    await page.getByRole('row', { name: 'Ended as terminated terminated' }).waitFor();
    await page.context().close();
  });
});
