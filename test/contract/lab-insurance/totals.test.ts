// What is sold for half cents: the same total in the offer, the policy, the account, the letter and the statistics.
import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { before, it } from 'node:test';
import { addDays } from '#apps/lab-insurance/dates';
import { cents, euros, euroText, sum } from '#apps/lab-insurance/money';
import { jsonOf } from '#shared/http/client';
import { describeForms } from '#test/harness/forms';
import { readPdf } from '#test/harness/pdf';
import { randomFrom } from '#test/harness/random';
import { type Agent, ada, agentOf } from '#test/lab-insurance/client';
import { drawOrder, house, type Order } from '#test/lab-insurance/orders';

interface Sold {
  number: string;
  productCode: string;
  /** Cents by cover. */
  covers: [code: string, price: number][];
  /** Cents. */
  total: number;
}

describeForms('lab-insurance', 'totals', (deployed) => {
  // A day on which no other test sells, and long ago, so that the premium is due.
  const first = `${1000 + randomInt(900)}-09-03`;
  const policyTo = addDays(first, 9);
  const seed = randomInt(2 ** 32);
  const random = randomFrom(seed);
  const orders = [
    house('47.5'),
    house('100.5', 'HOUSE'),
    ...Array.from({ length: 10 }, () => drawOrder(random)),
  ];
  let agent: Agent;
  let sold: Sold[];

  async function sell(order: Order): Promise<Sold> {
    const offer = await agent.offer({ ...order, policyFrom: first, policyTo });
    const answer = await agent.purchase(offer.offerNumber, undefined, ada);
    const { policyNumber: number } = jsonOf(answer) as { policyNumber: string };
    await agent.arrived(number);
    const covers = Object.entries(offer.coversPrices).map(([code, price]): Sold['covers'][number] => [
      code,
      cents(price),
    ]);
    return { number, productCode: order.productCode, covers, total: cents(offer.totalPrice) };
  }
  before(async () => {
    agent = await agentOf(deployed);
    sold = await Promise.all(orders.map(sell));
  });

  const get = async <Body>(path: string): Promise<Body> => jsonOf(await agent.send('GET', path)) as Body;

  it('of the covers is that of the offer, the policy, the account and the letter', async () => {
    assert.deepEqual(
      sold.slice(0, 2).map(({ total }) => euros(total)),
      [101.26, 225.98],
    );
    for (const { number, covers, total } of sold) {
      const where = `policy ${number}, seed ${seed}`;
      assert.equal(sum(covers.map(([, price]) => price)), total, where);
      const policy = await agent.policy(number);
      assert.equal(policy.totalPremium, euros(total), where);
      assert.deepEqual(
        policy.covers,
        covers.map(([code, price]) => `${code} - ${euroText(price)}`),
        where,
      );
      const account = await get<{ balance: number }>(`/api/payments/accounts/${policy.accountNumber}`);
      assert.equal(account.balance, euros(0 - total), where);
      const { documents } = await get<{ documents: { content: string }[] }>(`/api/documents/${number}`);
      const { lines } = await readPdf(Buffer.from(documents[0]?.content ?? '', 'base64'));
      assert.ok(lines.includes(`Premium: ${euroText(total)} EUR`), where);
    }
  });

  it('of the policies is that of the statistics', async () => {
    const day = { saleDateFrom: first, saleDateTo: addDays(first, 1) };
    const ask = async (figure: string, more: object = {}): Promise<Record<string, unknown>> =>
      jsonOf(await agent.send('POST', `/api/dashboard/${figure}`, { ...day, ...more })) as Record<
        string,
        unknown
      >;
    const all = { policiesCount: sold.length, premiumAmount: euros(sum(sold.map(({ total }) => total))) };
    const ofProduct = (code: string) => {
      const some = sold.filter(({ productCode }) => productCode === code);
      return { policiesCount: some.length, premiumAmount: euros(sum(some.map(({ total }) => total))) };
    };
    const codes = [...new Set(sold.map(({ productCode }) => productCode))];
    assert.deepEqual(await ask('totalsales'), {
      total: all,
      perProductTotal: Object.fromEntries(codes.map((code) => [code, ofProduct(code)])),
    });
    assert.deepEqual(await ask('agentssales'), { perAgentTotal: { 'jimmy.solid': all } });
    const { periodSales } = await ask('trends', { aggregationUnitCode: 'YEAR' });
    assert.deepEqual(periodSales, [
      {
        periodDate: `${first.slice(0, 4)}-01-01`,
        period: `${first.slice(0, 4)}-01-01T00:00:00.000Z`,
        ...all,
      },
    ]);
  });
});
