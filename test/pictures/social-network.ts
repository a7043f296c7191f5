import type { Page } from 'playwright-core';
import { keep, newPage, type Photographer } from './studio.ts';

const posts = {
  alan: 'Can machines think? A long answer: https://example.org/mind',
  ada: 'The engine weaves algebraical patterns, @grace, as the loom weaves flowers and leaves.',
};

/** The timeline of somebody who follows others. */
export const socialNetwork: Photographer = async (browser, { serverless }) => {
  const page = await newPage(browser);
  await logIn(page, serverless, 'grace');
  for (const [name, text] of Object.entries(posts)) {
    await page.goto(`${serverless}/people/${name}`);
    const follow = page.getByRole('button', { name: 'Follow', exact: true });
    const unfollow = page.getByRole('button', { name: 'Unfollow', exact: true });
    await follow.or(unfollow).waitFor();
    if (await follow.isVisible()) await follow.click();
    await unfollow.waitFor();
    const author = await newPage(browser);
    await logIn(author, serverless, name);
    await author.getByRole('textbox', { name: 'Text of the post' }).fill(text);
    await author.getByRole('button', { name: 'Post', exact: true }).click();
    await author.getByText('Posted. It is on your page').waitFor();
    await author.context().close();
  }
  await page.getByRole('link', { name: 'Social Network' }).click();
  for (const name of Object.keys(posts))
    await page
      .getByRole('article', { name: `Post of ${name}` })
      .first()
      .waitFor();
  await keep(page, 'social-network/picture.png');
};

async function logIn(page: Page, url: string, name: string): Promise<void> {
  await page.goto(`${url}/login`);
  await page.getByLabel('Username').fill(name);
  await page.getByLabel('Password').fill('social');
  await page.getByLabel('Password').press('Enter');
  await page.getByRole('heading', { name: `Hello, ${name}` }).waitFor();
}
