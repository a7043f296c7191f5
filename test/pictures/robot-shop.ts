import { keep, newPage, type Photographer } from './studio.ts';

/** A robot that somebody has rated and put into the cart. */
export const robotShop: Photographer = async (browser, { serverless }) => {
  const page = await newPage(browser);
  await page.goto(`${serverless}/product/STAN-1`);
  await page.getByRole('radio', { name: '5 stars' }).click();
  await page.getByText('Thank you for 5 stars.').waitFor();
  await page.getByRole('button', { name: 'Add to cart' }).click();
  await page.getByRole('link', { name: /^Cart: .*1 robot/ }).waitFor();
  await page.waitForLoadState('networkidle');
  await keep(page, 'robot-shop/picture.png');
};
