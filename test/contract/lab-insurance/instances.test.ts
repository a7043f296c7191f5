import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { labInsurance } from '#apps/lab-insurance/app';
import { actionsOf } from '#shared/app/define-app';
import { actionOf } from '#test/harness/actions';
import { eventually } from '#test/harness/eventually';
import { describeForms } from '#test/harness/forms';
import { instancesOf } from '#test/harness/instances';
import { type Agent, agentOf, login } from '#test/lab-insurance/client';

const { ACTION_CONCURRENCY } = process.env;
const atOnce = 12;

const skip = ACTION_CONCURRENCY === undefined && 'the level many-instances makes several of them';

describeForms('lab-insurance', 'instances', { forms: ['serverless'], skip }, (deployed) => {
  let agent: Agent;
  const most = new Map<string, number>();
  let looking: NodeJS.Timeout | undefined;

  /** Looks how many instances there are of each action, as long as the test runs. */
  const look = async (): Promise<void> => {
    for (const { name } of actionsOf(labInsurance)) {
      const now = (await instancesOf(`lab-insurance/${name}`)).length;
      most.set(name, Math.max(most.get(name) ?? 0, now));
    }
  };
  before(async () => {
    agent = await agentOf(deployed);
  });
  after(() => clearInterval(looking));

  it('two and more of every action are active, and no state is in one of them', async () => {
    looking = setInterval(() => void look().catch(() => undefined), 100);
    const each = <Result>(work: (index: number) => Promise<Result>): Promise<Result[]> =>
      Promise.all(Array.from({ length: atOnce }, (_, index) => work(index)));
    await each(() => login(deployed));
    const offers = await each(() => agent.offer());
    // A price takes so little time that one instance may have been enough for all of them.
    await eventually(async () => {
      await each(() => agent.offer());
      await look();
      assert.ok((most.get('pricing') ?? 0) > 1);
    });
    const numbers = await each(async (index) => {
      const answer = await agent.purchase(offers[index]?.offerNumber ?? '');
      assert.equal(answer.status, 200, answer.text);
      return (JSON.parse(answer.text) as { policyNumber: string }).policyNumber;
    });
    await each(() => actionOf('lab-insurance/payment-import').start({}));
    for (const path of ['/api/policies?q=Ada', '/api/payments/rejects', '/api/products'])
      for (const { status } of await each(() => agent.send('GET', path))) assert.equal(status, 200);
    for (const number of numbers) await agent.arrived(number, 60_000);
    for (const [index, number] of numbers.entries()) {
      const { policy } = { policy: await agent.policy(number) };
      assert.equal(policy.totalPremium, offers[index]?.totalPrice);
      const { text } = await agent.send('GET', `/api/documents/${number}`);
      assert.equal((JSON.parse(text) as { documents: object[] }).documents.length, 1);
    }
    const period = { saleDateFrom: '2000-01-01', saleDateTo: '2999-01-01' };
    await each(() => agent.send('POST', '/api/dashboard/totalsales', period));
    await each((index) => agent.send('GET', `/api/documents/${numbers[index]}`));
    await eventually(look);
    const single = [...most].filter(([, count]) => count < 2);
    assert.deepEqual(single, []);
  });
});
