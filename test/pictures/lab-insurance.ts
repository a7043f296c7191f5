import { goTo } from '#test/lab-insurance/pages';
import { keep, newPage, type Photographer } from './studio.ts';

/** The price of a house in the wizard that sells policies. */
export const labInsurance: Photographer = async (browser, { serverless }) => {
  const page = await newPage(browser);
  await page.goto(serverless);
  await page.getByRole('button', { name: 'jimmy.solid' }).click();
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.getByRole('heading', { name: 'Welcome' }).waitFor();
  await goTo(page, 'Products');
  await page.getByRole('link', { name: 'Buy Happy House' }).click();
  await page.getByRole('radio', { name: 'Apartment' }).check();
  await page.getByLabel('Area', { exact: true }).fill('95');
  await page.getByLabel('Number of claims').fill('1');
  await page.getByRole('radio', { name: 'No', exact: true }).check();
  await page.getByRole('button', { name: 'Calculate price' }).click();
  await page.getByRole('heading', { name: /^Price €/ }).waitFor();
  await keep(page, 'lab-insurance/picture.png');
};
