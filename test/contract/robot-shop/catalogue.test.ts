import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { describeForms } from '#test/harness/forms';
import { atOnce, unique } from '#test/harness/many';
import { endlessStock, restock, stockOf } from '#test/robot-shop/stock';

describeForms('robot-shop', 'catalogue', ({ request }) => {
  const skusOf = (body: unknown) => (body as { sku: string }[]).map(({ sku }) => sku);
  const search = async (text: string) =>
    skusOf((await request.get(`/api/catalogue/search/${encodeURIComponent(text)}`).expect(200)).body);

  it('says that its store answers', async () => {
    await request.get('/api/catalogue/health').expect(200, { app: 'OK', mongo: true });
  });

  it('lists eleven products, each with all its members and none of its own notes', async () => {
    const { body } = await request.get('/api/catalogue/products').expect(200).expect('content-type', /json/);
    assert.equal(body.length, 11);
    const members = ['_id', 'categories', 'description', 'instock', 'name', 'price', 'sku'];
    for (const product of body) assert.deepEqual(Object.keys(product).sort(), members);
  });

  it('lists a category by name, and an unknown one as empty', async () => {
    const { body } = await request.get('/api/catalogue/products/Robot').expect(200);
    const names = (body as { name: string }[]).map(({ name }) => name);
    assert.deepEqual(names, [...names].sort());
    assert.equal(names.length, 9);
    await request.get('/api/catalogue/products/Spoons').expect(200, []);
  });

  it('knows two categories', async () => {
    await request.get('/api/catalogue/categories').expect(200, ['Artificial Intelligence', 'Robot']);
  });

  it('answers 404 for an unknown SKU, also when only the case is another', async () => {
    await request
      .get('/api/catalogue/product/none')
      .expect(404, 'SKU not found')
      .expect('content-type', /html/);
    await request.get('/api/catalogue/product/uhj').expect(404);
  });

  it("answers unknown paths and methods with the framework's page", async () => {
    await request.get('/api/catalogue/nosuch').expect(404).expect('content-type', /html/);
    await request.delete('/api/catalogue/products').expect(404);
  });

  it('sends the headers that let other sites read it', async () => {
    const { headers } = await request.get('/api/catalogue/categories');
    assert.equal(headers['access-control-allow-origin'], '*');
    assert.equal(headers['timing-allow-origin'], '*');
  });

  describe('search', () => {
    it('finds words in other forms and cases, but not parts of words', async () => {
      assert.ok((await search('ROBOTS')).includes('CNA'));
      assert.deepEqual(await search('sentient'), ['Ewooid']);
      assert.deepEqual(await search('sentien'), []);
    });

    it('finds what has any of the words, all quoted phrases and none of the excluded words', async () => {
      assert.deepEqual((await search('sentient surgeon')).sort(), ['EMM', 'Ewooid']);
      assert.deepEqual(await search('"mining cyborg" rare'), ['RMC']);
      assert.deepEqual(await search('"cyborg mining"'), []);
      assert.deepEqual(await search('sentient surgeon -gentle'), ['Ewooid']);
    });

    it('finds nothing by stop words, excluded words alone or signs', async () => {
      for (const text of ['the', '-robot', '!?', '%', '$where'])
        assert.deepEqual(await search(text), [], text);
    });
  });

  describe('stock', { skip: endlessStock }, () => {
    const sku = 'UHJ';
    const reserved: string[] = [];
    const reserve = (orderid: string, items: object[]) => {
      reserved.push(orderid);
      return request.post('/api/catalogue/reserve').send({ orderid, items });
    };
    const line = (qty = 1, price = 5000) => ({ sku, qty, price });

    // The next run finds the stock as this one did.
    after(() => Promise.all(reserved.map((orderid) => restock(request, orderid))));

    it('is reserved once for an order, however often and at once it is asked for', async () => {
      const before = await stockOf(request, sku);
      const orderid = unique('order');
      const statuses = await atOnce(5, async () => (await reserve(orderid, [line(2)])).status);
      assert.deepEqual(statuses, [200, 200, 200, 200, 200]);
      assert.equal(await stockOf(request, sku), before - 2);
      await restock(request, orderid);
      assert.equal(await stockOf(request, sku), before);
    });

    it('is given back once, and never reserved again for that order', async () => {
      const before = await stockOf(request, sku);
      const orderid = unique('order');
      await reserve(orderid, [line()]).expect(200, {});
      await atOnce(3, () => restock(request, orderid));
      assert.equal(await stockOf(request, sku), before);
      await reserve(orderid, [line()]).expect(409);
      assert.equal(await stockOf(request, sku), before);
    });

    it('is taken for all lines of an order or for none', async () => {
      const before = await stockOf(request, sku);
      const lines = [line(), { sku: 'CNA', qty: 1, price: 1000 }];
      const orderid = unique('order');
      await reserve(orderid, lines).expect(409, 'out of stock: CNA');
      await reserve(orderid, lines).expect(409, 'out of stock: CNA');
      assert.equal(await stockOf(request, sku), before);
    });

    it('is not sold at another price, nor where there is none', async () => {
      await reserve(unique('order'), [line(1, 1)]).expect(409, `price changed: ${sku}`);
      await reserve(unique('order'), [{ sku: 'none', qty: 1, price: 1 }]).expect(409, 'out of stock: none');
    });

    it('is never sold twice, though everybody wants it at once', async () => {
      const before = await stockOf(request, sku);
      const orders = await atOnce(before + 5, async () => {
        const orderid = unique('order');
        return { orderid, status: (await reserve(orderid, [line()])).status };
      });
      const sold = orders.filter(({ status }) => status === 200);
      assert.equal(sold.length, before);
      assert.ok(orders.every(({ status }) => status === 200 || status === 409));
      assert.equal(await stockOf(request, sku), 0);
      await Promise.all(sold.map(({ orderid }) => restock(request, orderid)));
      assert.equal(await stockOf(request, sku), before);
    });

    it('is not changed by what is no order', async () => {
      for (const body of [{}, { orderid: 'x' }, { orderid: { $gt: '' }, items: [] }]) {
        await request.post('/api/catalogue/reserve').send(body).expect(400);
      }
      await reserve(unique('order'), [line(0)]).expect(400);
      await reserve(unique('order'), [line(-1)]).expect(400);
      await request.post('/api/catalogue/release').send({}).expect(400);
    });
  });
});
