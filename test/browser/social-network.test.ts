import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { describeForms } from '#test/harness/forms';
import { newId } from '#test/social-network/client';
import { launchBrowser, noBrowser } from './chromium.ts';
import { look } from './look.ts';

// The smallest PNG: one dot.
const dot = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/iZk9HQAAAABJRU5ErkJggg==',
  'base64',
);

describeForms('social-network', 'a browser', ({ form, url }) => {
  let browser: Browser | undefined;
  const broken: string[] = [];

  before(async () => {
    if (!noBrowser) browser = await launchBrowser();
  });
  after(async () => {
    await browser?.close();
  });

  /** Resolves when the page shows all that it knows: after two frames were drawn. */
  const shown = (page: Page): Promise<unknown> =>
    page.evaluate('new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))');

  /** Somebody new in a browser of their own. */
  async function signUp(
    viewport: { width: number; height: number },
    prepare: (page: Page) => Promise<void> = async () => undefined,
  ): Promise<{ page: Page; name: string }> {
    const context = await browser?.newContext({ viewport });
    assert.ok(context);
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    await prepare(page);
    page.on('pageerror', (error) => broken.push(error.message));
    const name = `b${newId()}`;
    await page.goto(url);
    await page.getByRole('link', { name: 'Sign up' }).click();
    await page.getByLabel('First name').fill('Some');
    await look(page, `network-${form}-sign-up`);
    await page.getByLabel('Last name').fill('Body');
    await page.getByLabel('Username').fill(name);
    await page.getByLabel('Password').fill('secret');
    await page.getByLabel('Password').press('Enter');
    await page.getByRole('heading', { name: `Hello, ${name}` }).waitFor();
    return { page, name };
  }

  it('shows somebody new whom to follow, and says what does not exist', { skip: noBrowser }, async () => {
    const refused: string[] = [];
    const { page } = await signUp({ width: 360, height: 740 }, async (page) => {
      page.on('response', (answer) => answer.status() < 400 || refused.push(answer.url()));
    });
    assert.deepEqual(refused, [], 'nothing is refused on the way in');
    const suggestions = page.getByRole('region', { name: 'People to follow' });
    await suggestions.getByRole('button', { name: 'Follow grace' }).click();
    await suggestions.getByRole('button', { name: 'Unfollow grace' }).waitFor();
    await look(page, `network-${form}-suggestions`);
    await page.goto(`${url}/people/nobody-${newId()}`);
    await page.getByText('Nobody here is called nobody-').waitFor();
    await look(page, `network-${form}-nothing`);
    await page.goto(`${url}/nothing/there`);
    await page.getByText('There is no page /nothing/there.').waitFor();
    await look(page, `network-${form}-no-page`);
    await page.getByRole('link', { name: 'Go to your timeline' }).click();
    await page.getByRole('heading', { name: /^Hello/ }).waitFor();
    assert.equal(await suggestions.count(), 0, 'whoever follows somebody is not new');
    await page.context().close();
  });

  it('goes on at once after signing up, and is not taken back', { skip: noBrowser }, async () => {
    const viewport = { width: 1280, height: 900 };
    const followees = '**/api/user/get_followee';
    let answered: Promise<unknown> = Promise.resolve();
    let leave: () => void = () => undefined;
    const left = new Promise<void>((resolve) => {
      leave = resolve;
    });
    const { page, name } = await signUp(viewport, async (page) => {
      answered = page.waitForResponse(followees).then((response) => response.finished());
      await page.route(followees, async (route) => {
        await shown(page);
        // Whoever is greeted before this answer is there can have gone on when it comes.
        if (await page.getByRole('heading', { name: /^Hello/ }).isVisible()) await left;
        await route.continue();
      });
    });
    await page.getByRole('link', { name, exact: true }).click();
    leave();
    await answered;
    await shown(page);
    await page.getByRole('heading', { name, exact: true }).waitFor();
    await page.context().close();
  });

  for (const [device, viewport] of Object.entries({
    desktop: { width: 1280, height: 900 },
    phone: { width: 360, height: 740 },
  })) {
    it(`two people meet on a ${device}: sign up, follow, post, and see it without reloading`, {
      skip: noBrowser,
    }, async () => {
      const [author, reader] = [await signUp(viewport), await signUp(viewport)];
      await reader.page.getByRole('textbox', { name: 'Find a person' }).fill(author.name);
      await reader.page.getByRole('textbox', { name: 'Find a person' }).press('Enter');
      await reader.page.getByRole('button', { name: 'Follow', exact: true }).click();
      await reader.page.getByRole('button', { name: 'Unfollow' }).waitFor();
      await reader.page.getByRole('link', { name: 'Social Network' }).click();
      await reader.page.getByText('Nothing yet.').waitFor();

      const text = `Hello @${reader.name}, see https://example.org/page <b>not bold</b>`;
      await author.page.getByRole('textbox', { name: 'Text of the post' }).fill(text);
      await author.page
        .getByLabel('Pictures or films')
        .setInputFiles({ name: 'dot.png', mimeType: 'image/png', buffer: dot });
      await author.page.getByRole('button', { name: 'Post', exact: true }).click();

      await author.page.getByText('Posted. It is on your page').waitFor();
      const post = reader.page.getByRole('article', { name: `Post of ${author.name}` });
      await post.waitFor();
      assert.equal(
        await post.locator('.text').innerText(),
        `Hello @${reader.name}, see example.org/page <b>not bold</b>`,
      );
      await post.getByRole('link', { name: `@${reader.name}` }).waitFor();
      assert.equal(
        await post.getByRole('link', { name: 'example.org' }).getAttribute('href'),
        'https://example.org',
      );
      const image = post.getByRole('img', { name: `Sent by ${author.name}` });
      await image.scrollIntoViewIfNeeded();
      await image.evaluate((element) => (element as unknown as { decode(): Promise<void> }).decode());

      await author.page.getByRole('link', { name: author.name, exact: true }).click();
      await author.page.getByText('1 follower, following 0').waitFor();
      await author.page.getByRole('article', { name: `Post of ${author.name}` }).waitFor();
      const shown = await reader.page.locator('.form-now').textContent();
      assert.match(shown ?? '', form === 'microservice' ? /microservice/i : /serverless/i);
      await look(reader.page, `network-${form}-home`);
      await look(author.page, `network-${form}-person`);
      await author.page.getByRole('button', { name: 'Log out' }).click();
      await author.page.getByRole('heading', { name: 'Log in' }).waitFor();
      await look(author.page, `network-${form}-login`);
      assert.deepEqual(broken, []);
      for (const { page } of [author, reader]) await page.context().close();
    });
  }
});
