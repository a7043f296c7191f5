import type { Page } from 'playwright-core';

/** Looks at a page of this name. */
type Look = (page: Page, name: string) => Promise<void>;

const robot = 'Stan';
const orderText = /^Order ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/**
 * Plays a customer's whole way through Robot Shop at `baseUrl`, in either form: search, product, vote, cart, shipping
 * with a completed city, payment, dispatch; then registers, buys once more and finds that order in the history.
 * Answers the first order's id. `look` sees the pages on the way. Throws what Playwright throws when a step does not come about.
 */
export async function buyRobot(page: Page, baseUrl: string, look: Look): Promise<{ orderid: string }> {
  await page.goto(baseUrl);
  await findRobot(page);
  await vote(page, 5);
  const orderid = await order(page, look);

  const name = `shopper-${orderid.slice(0, 8)}`;
  await findRobot(page);
  await addToCart(page);
  await register(page, name);
  await expectCart(page, /1 robot/); // the anonymous cart came along
  const second = await checkOut(page, async () => {});
  await page.getByRole('link', { name }).click();
  await page.getByRole('heading', { name: `Hello, ${name}` }).waitFor();
  await page.getByText(second, { exact: true }).waitFor();
  await look(page, 'account');
  return { orderid };
}

async function findRobot(page: Page): Promise<void> {
  await page.getByRole('textbox', { name: 'Search' }).fill(robot);
  await page.getByRole('textbox', { name: 'Search' }).press('Enter');
  await page.getByRole('link', { name: robot, exact: true }).click();
  await page.getByRole('heading', { name: robot, level: 1 }).waitFor();
}

async function vote(page: Page, stars: number): Promise<void> {
  await page.getByRole('radio', { name: `${stars} stars` }).click();
  await page.getByText(`Thank you for ${stars} stars.`).waitFor();
  await page.getByText(/^\d\.\d from \d+ votes?$/).waitFor();
}

async function order(page: Page, look: Look): Promise<string> {
  await addToCart(page);
  await expectCart(page, /1 robot/);
  return checkOut(page, look);
}

async function addToCart(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Add to cart' }).click();
  await page.getByText(`Added 1 × ${robot}.`).waitFor();
}

const expectCart = (page: Page, content: RegExp): Promise<void> =>
  page.getByRole('link', { name: new RegExp(`^Cart: .*${content.source}`) }).waitFor();

async function checkOut(page: Page, look: Look): Promise<string> {
  await page.getByRole('link', { name: /^Cart/ }).click();
  await page.getByRole('button', { name: 'Checkout' }).waitFor();
  await look(page, 'cart');
  await page.getByRole('button', { name: 'Checkout' }).click();
  await chooseCity(page);
  await page.getByRole('button', { name: 'Confirm shipping' }).click();
  await page.getByRole('button', { name: 'Pay now' }).waitFor();
  await look(page, 'payment');
  await page.getByRole('button', { name: 'Pay now' }).click();
  const shown = page.getByText(orderText);
  await shown.waitFor();
  await page.getByRole('status').getByText('dispatched', { exact: true }).waitFor();
  await look(page, 'order');
  const orderid = orderText.exec((await shown.innerText()).trim())?.[1];
  if (orderid === undefined) throw new Error(`No order id in "${await shown.innerText()}"`);
  return orderid;
}

/** Takes the first city that is offered for three letters that some city of the country begins with. */
async function chooseCity(page: Page): Promise<void> {
  const country = page.getByRole('combobox', { name: 'Country' });
  await country.selectOption({ label: 'Germany' });
  const city = page.getByRole('combobox', { name: 'City' });
  await city.pressSequentially('ber', { delay: 20 });
  await page.getByRole('listbox', { name: 'Cities' }).getByRole('option').first().waitFor();
  await city.press('ArrowDown');
  await city.press('Enter');
  await page.getByText('Distance', { exact: true }).waitFor();
}

async function register(page: Page, name: string): Promise<void> {
  await page.getByRole('link', { name: 'Log in' }).click();
  const form = page.getByRole('form', { name: 'Register' });
  await form.getByLabel('Name').fill(name);
  await form.getByLabel('E-mail').fill(`${name}@example.com`);
  await form.getByLabel('Password', { exact: true }).fill('three laws');
  await form.getByLabel('Repeat password').fill('three laws');
  await form.getByRole('button', { name: 'Register' }).click();
  await page.getByRole('heading', { name: `Hello, ${name}` }).waitFor();
}
