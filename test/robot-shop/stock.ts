import type { DeployedForm } from '#test/harness/forms';

/** Why tests of the stock are skipped, where it is endless; or false. */
export const endlessStock = process.env.COMPAT === 'original' && 'with COMPAT=original the stock is endless';

/** How many of a product are in stock. */
export async function stockOf(request: DeployedForm['request'], sku: string): Promise<number> {
  const { body } = await request.get(`/api/catalogue/product/${sku}`).expect(200);
  return (body as { instock: number }).instock;
}

/** Puts an order's products back, so that the tests can be run again and again. */
export const restock = (request: DeployedForm['request'], orderid: string) =>
  request.post('/api/catalogue/release').send({ orderid }).expect(200);
