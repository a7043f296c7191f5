import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { seed } from '#apps/robot-shop/seed/load';
import type { WebActionParams } from '#shared/glue/codec';
import type { WebActionResult } from '#shared/glue/web-action-result';

type Main = (params: WebActionParams) => Promise<WebActionResult>;

const { MONGO_URL, MYSQL_URL } = process.env;
const skip = !(MONGO_URL && MYSQL_URL) && 'needs the stores that MONGO_URL and MYSQL_URL name: run npm test';

const requests: [method: string, path: string, body?: object][] = [
  ['get', '/health'],
  ['get', '/products'],
  ['get', '/products/Robot'],
  ['get', '/products/Artificial%20Intelligence'],
  ['get', '/product/STAN-1'],
  ['get', '/product/none'],
  ['get', '/product/%zz'],
  ['get', '/categories'],
  ['get', '/search/robots%20-rare'],
  ['post', '/reserve', { orderid: 'x' }],
  ['post', '/reserve', { orderid: 'bypass', items: [{ sku: 'CNA', qty: 1, price: 1000 }] }],
  ['post', '/release', {}],
];

describe('robot-shop/catalogue without its listener', { skip }, () => {
  let kept: Main;
  let bypassed: Main;
  let close: () => Promise<void>;

  before(async () => {
    await seed({ mongoUrl: String(MONGO_URL), mysqlAdminUrl: String(MYSQL_URL), form: 'microservice' });
    Object.assign(process.env, { MONGO_URL: `${MONGO_URL}/catalogue`, LOG_LEVEL: 'silent' });
    ({ main: kept } = await import('#apps/robot-shop/catalogue/serverless'));
    ({ main: bypassed } = await import('#apps/robot-shop/catalogue/variants/bypass'));
    ({ close } = (await import('#apps/robot-shop/catalogue/products')).mongo);
  });
  after(() => close());

  it('reads the products of the shop', async () => {
    const { body } = await bypassed({ __ow_method: 'get', __ow_path: '/products' });
    assert.equal(JSON.parse(String(body)).length, 11);
  });

  for (const [method, path, body] of requests) {
    it(`answers ${method} ${path} as with it`, async () => {
      const params = {
        __ow_method: method,
        __ow_path: path,
        __ow_headers: body ? { 'content-type': 'application/json' } : {},
        ...(body && { __ow_body: Buffer.from(JSON.stringify(body)).toString('base64') }),
      };
      const { etag: _ofExpress, ...headers } = (await kept(params)).headers;
      const { statusCode, body: content } = await kept(params);
      assert.deepEqual(await bypassed(params), { statusCode, headers, body: content });
    });
  }

  it('answers what it does not know with 404, in its own words', async () => {
    assert.equal((await bypassed({ __ow_method: 'get', __ow_path: '/nosuch' })).statusCode, 404);
    assert.equal((await bypassed({ __ow_method: 'delete', __ow_path: '/products' })).statusCode, 404);
    const broken = {
      __ow_method: 'post',
      __ow_path: '/reserve',
      __ow_body: Buffer.from('{').toString('base64'),
    };
    assert.equal((await bypassed(broken)).statusCode, 400);
  });
});
