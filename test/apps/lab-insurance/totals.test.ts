// Whatever is sold: each total is the sum of its covers, in answers, stores, events, accounts and documents.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { addDays, today } from '#apps/lab-insurance/dates';
import { policyPdf } from '#apps/lab-insurance/documents/pdf';
import { policyEvent } from '#apps/lab-insurance/events';
import { cents, euros, euroText } from '#apps/lab-insurance/money';
import { accountOn, openAccount } from '#apps/lab-insurance/payment/accounts';
import { schema as paymentSchema } from '#apps/lab-insurance/payment/schema';
import { schema as policySchema } from '#apps/lab-insurance/policy/schema';
import { schema as pricingSchema } from '#apps/lab-insurance/pricing/schema';
import { seed as seedTariffs } from '#apps/lab-insurance/pricing/seeds';
import { pricing } from '#apps/lab-insurance/pricing/service';
import { products } from '#apps/lab-insurance/product/seeds';
import { call, jsonOf } from '#shared/http/client';
import { log } from '#shared/observe/log';
import { createTables } from '#shared/sql/database';
import { sqliteDatabase } from '#shared/sql/sqlite';
import { readPdf } from '#test/harness/pdf';
import { randomFrom } from '#test/harness/random';
import { drawOrder, house, type Order } from '#test/lab-insurance/orders';

const sales = 2000;
const atOnce = 20;
/** Every so many sales the document is read, which takes longest. */
const everyDocument = 40;

interface Offer {
  offerNumber: string;
  totalPrice: number;
  coversPrices: Record<string, number>;
}
interface Details {
  totalPremium: number;
  covers: string[];
  accountNumber: string;
}

const sumOf = (amounts: number[]): number => amounts.reduce((sum, amount) => sum + amount, 0);

describe('the totals of LAB Insurance', () => {
  const tariffs = sqliteDatabase(':memory:');
  const policies = sqliteDatabase(':memory:');
  const accounts = sqliteDatabase(':memory:');
  const servers: Server[] = [];
  let policyUrl = '';

  async function serve(listener: RequestListener): Promise<string> {
    const server = createServer(listener);
    servers.push(server);
    await once(server.listen(0, '127.0.0.1'), 'listening');
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }
  before(async () => {
    await createTables(tariffs, pricingSchema);
    await seedTariffs(tariffs);
    await createTables(policies, [...policySchema, 'create index outbox_key on outbox (key)']);
    await createTables(accounts, paymentSchema);
    log.level = 'silent';
    process.env.PRICING_URL = await serve(pricing(tariffs));
    process.env.PRODUCT_URL = await serve((request, response) => {
      const product = products.find(({ code }) => request.url === `/products/${code}`);
      response.setHeader('content-type', 'application/json').end(JSON.stringify(product));
    });
    const { policy } = await import('#apps/lab-insurance/policy/service');
    policyUrl = await serve(policy(policies, async () => undefined));
  });
  after(async () => {
    for (const server of servers) server.close().closeAllConnections();
    await Promise.all([tariffs, policies, accounts].map((database) => database.close()));
  });

  async function ask<Body>(path: string, json?: object): Promise<Body> {
    const answer = await call(policyUrl + path, json === undefined ? {} : { method: 'POST', json });
    assert.equal(answer.status, 200, answer.text);
    return jsonOf(answer) as Body;
  }
  const detailsOf = async (number: string): Promise<Details> =>
    (await ask<{ policy: Details }>(`/policies/${number}`)).policy;
  /** What is stored of a version: its premium and its covers, in cents. */
  const stored = async (number: string, version: number) => ({
    premium: (
      await policies.first<{ total_premium: number }>(
        'select total_premium from policy_version where policy_number = $1 and version_number = $2',
        [number, version],
      )
    )?.total_premium,
    covers: (
      await policies.all<{ price: number }>(
        'select price from cover where policy_number = $1 and version_number = $2 order by code',
        [number, version],
      )
    ).map(({ price }) => price),
  });
  const eventOf = async (number: string, version: number) => {
    const row = await policies.first<{ payload: string }>(
      'select payload from outbox where key = $1 and sequence = $2',
      [number, version],
    );
    return policyEvent.parse(JSON.parse(row?.payload ?? ''));
  };

  /** Offers, sells and terminates what is ordered, and compares each total on the way with its parts. */
  async function checkSale(
    order: Order,
    days: { past: number; left: number },
    reads: boolean,
  ): Promise<void> {
    const period = { policyFrom: addDays(today(), -days.past), policyTo: addDays(today(), days.left) };
    const offer = await ask<Offer>('/offers', { ...order, ...period });
    const covers = Object.values(offer.coversPrices).map(cents);
    const total = sumOf(covers);
    assert.deepEqual(Object.values(offer.coversPrices), covers.map(euros), 'each cover is in cents');
    assert.equal(offer.totalPrice, euros(total));
    const row = await policies.first<{ total_price: number; covers: string }>(
      'select total_price, covers from offer where number = $1',
      [offer.offerNumber],
    );
    assert.equal(row?.total_price, total);
    assert.deepEqual(Object.values(JSON.parse(row?.covers ?? '')), covers);

    const policyHolder = { firstName: 'Ada', lastName: 'Byron' };
    const { policyNumber: number } = await ask<{ policyNumber: string }>('/policies', {
      offerNumber: offer.offerNumber,
      policyHolder,
    });
    assert.deepEqual(await stored(number, 1), { premium: total, covers });
    const { policy } = await eventOf(number, 1);
    assert.equal(policy.totalPremium, euros(total));
    const sold = await detailsOf(number);
    assert.equal(sold.totalPremium, euros(total));
    assert.deepEqual(
      sold.covers,
      covers.map((price, index) => `${Object.keys(offer.coversPrices)[index]} - ${euroText(price)}`),
    );
    await accounts.transaction((statements) => openAccount(statements, policy));
    assert.equal((await accountOn(accounts, sold.accountNumber, policy.from))?.balance, 0 - total);
    if (reads) {
      const { lines } = await readPdf(await policyPdf(policy));
      assert.ok(lines.includes(`Premium: ${euroText(total)} EUR`), lines.join('\n'));
    }

    await ask('/policies/terminate', { policyNumber: number });
    const ended = await stored(number, 2);
    assert.equal(ended.premium, sumOf(ended.covers));
    const refunds = covers.map((price, index) => price - (ended.covers[index] ?? 0));
    assert.equal(total - (ended.premium ?? 0), sumOf(refunds));
    assert.equal((await eventOf(number, 2)).policy.totalPremium, euros(sumOf(ended.covers)));
    assert.equal((await detailsOf(number)).totalPremium, euros(sumOf(ended.covers)));
  }

  it(`are the sums of their parts, whatever is sold: ${sales} sales`, async (context) => {
    const start = Number(process.env.TOTALS_SEED ?? Math.floor(Math.random() * 2 ** 32));
    context.diagnostic(`TOTALS_SEED=${start}`);
    const random = randomFrom(start);
    for (let from = 0; from < sales; from += atOnce)
      await Promise.all(
        Array.from({ length: atOnce }, async (_none, index) => {
          const order = drawOrder(random);
          const days = { past: Math.floor(random() * 400), left: Math.floor(random() * 400) };
          await checkSale(order, days, (from + index) % everyDocument === 0).catch((error: unknown) => {
            throw new Error(`TOTALS_SEED=${start}: ${JSON.stringify({ ...order, ...days })}`, {
              cause: error,
            });
          });
        }),
      );
  });

  it('are those of the covers also where these are half a cent', async () => {
    for (const area of ['47.5', '0.5', '0.004', '33.333', '100.5', '999.998'])
      for (const type of ['APT', 'HOUSE'] as const)
        await checkSale(house(area, type), { past: 2, left: 4 }, true);
    const { totalPrice, coversPrices } = await ask<Offer>('/offers', {
      ...house('47.5'),
      policyFrom: today(),
      policyTo: today(),
    });
    assert.deepEqual(
      { totalPrice, coversPrices },
      { totalPrice: 101.26, coversPrices: { C1: 59.38, C2: 11.88, C3: 30 } },
    );
  });
});
