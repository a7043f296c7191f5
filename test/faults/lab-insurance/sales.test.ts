import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { it } from 'node:test';
import { addDays, today } from '#apps/lab-insurance/dates';
import { jsonOf } from '#shared/http/client';
import { control, noControl } from '#test/harness/control';
import { eventually } from '#test/harness/eventually';
import { type DeployedForm, describeForms } from '#test/harness/forms';
import { crash, takeAway } from '#test/lab-insurance/break';
import { type Agent, agentOf } from '#test/lab-insurance/client';
import { effectsOf, noStores, onceEach, withStore } from '#test/lab-insurance/stores';

const sales = 100;
const atOnce = 5;
const skip = (deployed: DeployedForm) => noControl || noStores(deployed);

describeForms('lab-insurance', 'sales when things fail', { skip }, (deployed) => {
  const { form } = deployed;

  /** An agent whose every step is tried again until it succeeds, as people do; a purchase always with its key. */
  const persistent = async (): Promise<{ agent: Agent; sell(): Promise<string> }> => {
    const agent = await eventually(() => agentOf(deployed), 60_000);
    return {
      agent,
      async sell() {
        const { offerNumber } = await eventually(() => agent.offer(), 60_000);
        const key = randomUUID();
        return eventually(async () => {
          const answer = await agent.purchase(offerNumber, key);
          assert.equal(answer.status, 200, answer.text);
          return (jsonOf(answer) as { policyNumber: string }).policyNumber;
        }, 60_000);
      },
    };
  };

  /** Sells, and does something after each tenth sale. */
  const sellMany = async (count: number, disturb: (round: number) => Promise<unknown>): Promise<string[]> => {
    const { sell } = await persistent();
    const sold: string[] = [];
    let started = 0;
    const work = async (): Promise<void> => {
      while (started++ < count) {
        sold.push(await sell());
        if (sold.length % 10 === 5) await disturb(Math.floor(sold.length / 10));
      }
    };
    await Promise.all(Array.from({ length: atOnce }, work));
    return sold;
  };

  const allPolicies = async (): Promise<string[]> => {
    const rows = await withStore(deployed, 'policy', (store) =>
      store.all<{ number: string }>('select number from policy'),
    );
    return rows.map(({ number }) => number);
  };

  /** Every policy in the store has each of its effects once, also one whose answer was lost; and all that were sold are there. */
  const assertComplete = async (sold: string[]): Promise<void> => {
    assert.equal(new Set(sold).size, sold.length, 'each purchase made a policy of its own');
    const all = await eventually(allPolicies, 60_000);
    assert.deepEqual(
      sold.filter((number) => !all.includes(number)),
      [],
      'no policy is lost',
    );
    const complete = JSON.stringify(onceEach);
    await eventually(async () => {
      const effects = await effectsOf(deployed, all);
      assert.deepEqual(
        effects.filter((effect) => JSON.stringify(effect) !== complete),
        [],
      );
    }, 90_000);
  };

  it(`services crash during ${sales} sales, each in turn: nothing is lost, nothing is twice`, async () => {
    let killed = 0;
    const victims = [
      () => crash(form, 'policy', 'policy-deliver'),
      () => crash(form, 'payment', 'payment-events'),
      () => crash(form, 'documents', 'documents-events'),
      () => crash(form, 'policy-search', 'policy-search-events'),
      () => crash(form, 'dashboard', 'dashboard-events'),
      () => crash(form, 'gateway'),
      () => crash(form, 'pricing', 'product'),
    ];
    // Each once: what crashes again and again is given up.
    const sold = await sellMany(sales, async (round) => {
      killed += (await victims[round]?.()) ?? 0;
    });
    assert.ok(killed >= victims.length, `${killed} processes were killed`);
    await assertComplete(sold);
  });

  it(`the database crashes during ${sales / 2} sales`, async () => {
    await assertComplete(
      await sellMany(sales / 2, async (round) =>
        round === 1 ? control.crash('component/postgresql') : undefined,
      ),
    );
  });

  it(`what carries the events crashes during ${sales / 2} sales: the broker, or the platform`, async () => {
    const carrier = form === 'microservice' ? 'component/kafka' : 'component/openwhisk';
    const sold = await sellMany(sales / 2, async (round) =>
      round === 1 ? control.crash(carrier) : undefined,
    );
    await assertComplete(sold);
  });

  it(`a subscriber that is away during ${sales} sales holds up nobody, and has all of them when it is back`, async () => {
    const away = 'documents';
    const comeBack = await takeAway(form, away);
    let sold: string[];
    try {
      sold = await sellMany(sales, async () => undefined);
      await eventually(async () => {
        for (const { documents, ...others } of await effectsOf(deployed, sold)) {
          assert.deepEqual(others, { 'policy-search': 1, payment: 1, entries: 1, dashboard: 1 });
          assert.equal(documents, 0);
        }
      }, 60_000);
    } finally {
      await comeBack();
    }
    await assertComplete(sold);
  });

  it('a failing store is a declared error, and a sale is all or nothing', {
    skip: form === 'microservice' && 'its stores are files',
  }, async () => {
    const agent = await agentOf(deployed);
    const { offerNumber } = await agent.offer();
    await control.stop('component/postgresql');
    try {
      const { status, text } = await agent.purchase(offerNumber);
      assert.ok([503, 504].includes(status), `${status} ${text}`);
      assert.match((JSON.parse(text) as { code: string }).code, /UNAVAILABLE|TIMED_OUT/);
    } finally {
      await control.start('component/postgresql');
    }
    const answer = await eventually(async () => {
      const bought = await agent.purchase(offerNumber);
      assert.equal(bought.status, 200, bought.text);
      return bought;
    }, 30_000);
    await assertComplete([(jsonOf(answer) as { policyNumber: string }).policyNumber]);
  });

  it('an offer that ends today can still be sold after all that', async () => {
    const agent = await agentOf(deployed);
    const number = await agent.sell({ policyFrom: today(), policyTo: addDays(today(), 1) });
    await agent.arrived(number, 60_000);
  });
});
