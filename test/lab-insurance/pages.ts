import assert from 'node:assert/strict';
import type { Locator, Page, Route } from 'playwright-core';

const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/;

/** Goes to a page by the ways that a person sees. */
export async function goTo(page: Page, name: string): Promise<void> {
  const menu = page.getByRole('button', { name: 'Menu' });
  if (await menu.isVisible()) await menu.click();
  await page.getByRole('navigation').getByRole('link', { name, exact: true }).click();
}

/** The amounts that elements show, in cents. */
export const amountsIn = async (elements: Locator): Promise<number[]> =>
  (await elements.allInnerTexts()).map((text) => Math.round(Number(text.replace(/[€,]/g, '')) * 100));

/** Lets a request be carried out, and its answer get lost. */
async function loseAnswer(route: Route): Promise<void> {
  await route.fetch();
  await route.abort();
}

/**
 * Makes an offer for a house, changes it, and sells it to Ada of that last name, trying again after a lost answer; answers the
 * policy's number. `look` sees each step.
 */
export async function sellHouse(
  page: Page,
  lastName: string,
  look: (page: Page, name: string) => Promise<void>,
): Promise<string> {
  await goTo(page, 'Products');
  await page.getByRole('link', { name: 'Buy Happy House' }).waitFor();
  await look(page, 'products');
  await page.getByRole('link', { name: 'Buy Happy House' }).click();
  await page.getByRole('radio', { name: 'Apartment' }).check();
  await page.getByLabel('Area', { exact: true }).fill('47.5');
  await page.getByLabel('Number of claims').fill('1');
  await page.getByRole('radio', { name: 'No', exact: true }).check();
  await page.getByRole('checkbox', { name: 'Assistance' }).uncheck();
  await page.getByRole('button', { name: 'Calculate price' }).click();
  await page.getByRole('heading', { name: 'Price €101.26' }).waitFor();
  assert.deepEqual(await amountsIn(page.getByRole('status').getByRole('definition')), [5938, 1188, 3000]);
  await page.getByRole('button', { name: 'Change parameters' }).click();
  await page.getByLabel('Area', { exact: true }).fill('95');
  await page.getByRole('checkbox', { name: 'Assistance' }).check();
  await page.getByRole('button', { name: 'Calculate price' }).click();
  await page.getByRole('heading', { name: 'Price €222.50' }).waitFor();
  for (const price of ['€118.75', '€23.75', '€30.00', '€50.00'])
    await page.getByRole('definition').filter({ hasText: price }).waitFor();
  await look(page, 'offer');
  await page.getByRole('button', { name: 'Buy' }).click();
  await page.getByLabel('First name').fill('Ada');
  await page.getByLabel('Last name').fill(lastName);
  await page.getByLabel('Tax ID').fill('11111111116');
  await look(page, 'purchase');
  await page.route('**/api/policies/create', loseAnswer, { times: 1 });
  await page.getByRole('button', { name: 'Confirm purchase' }).click();
  await page.getByRole('alert').getByText('The portal cannot be reached.').waitFor();
  await page.getByRole('button', { name: 'Confirm purchase' }).dblclick();
  await page.getByRole('heading', { name: `Ada ${lastName}` }).waitFor();
  const number = uuid.exec(page.url())?.[0];
  if (number === undefined) throw new Error(`No policy number in ${page.url()}`);
  return number;
}
