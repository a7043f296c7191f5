import { randomBytes } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { forms } from '#shared/app/addresses';
import { keep, newPage, type Photographer } from './studio.ts';

/** The size of an editor beside that of the other form. */
const half = { width: 1080, height: 720 };

/** The editor with a compiled article, and the editors of both forms side by side. */
export const overleaf: Photographer = async (browser, urls) => {
  await keep(await article(browser, urls.serverless), 'overleaf/picture.png');
  const images: string[] = [];
  for (const form of forms) {
    const page = await article(browser, urls[form], half);
    const image = await page.screenshot({ animations: 'disabled' });
    images.push(`<img src="data:image/png;base64,${image.toString('base64')}">`);
    await page.context().close();
  }
  const both = await newPage(browser, { viewport: { width: 1440, height: 475 } });
  await both.setContent(`<style>
    body { margin: 0; display: grid; grid-template-columns: 1fr 1fr; gap: 16px; background: white }
    img { width: 100%; box-sizing: border-box; border: 1px solid #ccc }
  </style>${images.join('')}`);
  await keep(both, 'overleaf/both-forms.png');
};

/** An editor of somebody new, with the example project and its PDF. */
async function article(browser: Browser, url: string, viewport?: typeof half): Promise<Page> {
  const page = await newPage(browser, viewport && { viewport });
  await page.goto(`${url}/register`);
  await page.locator('input[name=email]').fill(`ada@${randomBytes(4).toString('hex')}.example.org`);
  await page.locator('input[name=password]').fill(randomBytes(12).toString('base64url'));
  await page.locator('input[name=password]').press('Enter');
  await page.getByLabel('Name of the new project').fill('Julia sets');
  await page.getByRole('button', { name: 'New example' }).click();
  await page.getByRole('button', { name: 'Compile', exact: true }).click();
  await page.getByText(/^Compiled in/).waitFor();
  await page.locator('.textLayer').getByText('Julia sets').first().waitFor();
  const outline = page.getByRole('navigation', { name: 'Outline' });
  await outline.getByRole('button', { name: 'Formulas and tables' }).click();
  return page;
}
