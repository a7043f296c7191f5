import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { addDays, today } from '#apps/lab-insurance/dates';
import { jsonOf } from '#shared/http/client';
import { describeForms } from '#test/harness/forms';
import { atOnce } from '#test/harness/many';
import { agentOf } from '#test/lab-insurance/client';
import { effectsOf, noStores, onceEach } from '#test/lab-insurance/stores';

const sales = 50;

describeForms('lab-insurance', 'from offers to statistics', (deployed) => {
  it(`${sales} agents sell at once: each sale is found, owed, printed and counted, once`, {
    skip: noStores(deployed),
  }, async () => {
    const agent = await agentOf(deployed);
    const lastName = `S${randomUUID().slice(0, 8)}`;
    // A year of its own, so that the statistics are those of this test.
    const policyFrom = `${3000 + (Date.now() % 900)}-05-01`;
    const period = { saleDateFrom: policyFrom, saleDateTo: addDays(policyFrom, 1) };
    const numbers = await atOnce(sales, (index) =>
      agent.sell(
        { policyFrom, policyTo: addDays(policyFrom, 9) },
        { firstName: `F${index}`, lastName, taxId: '1' },
      ),
    );
    assert.equal(new Set(numbers).size, sales);
    await Promise.all(numbers.map((number) => agent.arrived(number, 60_000)));

    const found = jsonOf(await agent.send('GET', `/api/policies?q=${lastName}`)) as {
      policies: { number: string }[];
    };
    assert.deepEqual(found.policies.map(({ number }) => number).sort(), [...numbers].sort());
    const { total, perProductTotal } = jsonOf(
      await agent.send('POST', '/api/dashboard/totalsales', period),
    ) as {
      total: object;
      perProductTotal: object;
    };
    const sum = { policiesCount: sales, premiumAmount: sales * 372 };
    assert.deepEqual([total, perProductTotal], [sum, { TRI: sum }]);
    const agents = jsonOf(await agent.send('POST', '/api/dashboard/agentssales', period));
    assert.deepEqual(agents, { perAgentTotal: { 'jimmy.solid': sum } });
    const { documents } = jsonOf(await agent.send('GET', `/api/documents/${numbers[0]}`)) as {
      documents: { content: string }[];
    };
    assert.equal(documents.length, 1);
    assert.equal(
      Buffer.from(documents[0]?.content ?? '', 'base64')
        .subarray(0, 5)
        .toString(),
      '%PDF-',
    );
    assert.deepEqual(
      await effectsOf(deployed, numbers),
      numbers.map(() => onceEach),
    );
  });

  it('a customer owes the premium from the first day of cover, and the bank books what was paid', {
    skip: deployed.folder === undefined && 'the folder of bank statements cannot be reached',
  }, async () => {
    const agent = await agentOf(deployed);
    const number = await agent.sell({ policyFrom: addDays(today(), -5), policyTo: addDays(today(), 30) });
    await agent.arrived(number);
    const { accountNumber } = await agent.policy(number);
    const balance = async () => {
      const account = jsonOf(await agent.send('GET', `/api/payments/accounts/${accountNumber}`)) as Record<
        string,
        unknown
      >;
      assert.equal(account.policyNumber, number);
      assert.equal(account.policyAccountNumber, accountNumber);
      return account.balance;
    };
    assert.equal(await balance(), -372);

    const folder = join(deployed.folder ?? '', 'bank_imports');
    mkdirSync(folder, { recursive: true });
    const now = new Date();
    const name = `bankStatements_${now.getFullYear()}_${now.getMonth() + 1}_${now.getDate()}.csv`;
    const rows = [
      `${randomUUID()},A,${today()},${accountNumber},372.00`,
      `${randomUUID()},A,${today()},nobody-${number},1`,
    ];
    writeFileSync(
      join(folder, name),
      `TransactionId,TransactionType,AccountingDate,AccountNumber,Amount\n${rows.join('\n')}\n`,
    );
    assert.equal((await agent.send('POST', '/api/payments/import', {})).status, 200);
    assert.equal(await balance(), 0);
    const { rejects } = jsonOf(await agent.send('GET', '/api/payments/rejects')) as {
      rejects: { text: string }[];
    };
    assert.ok(rejects.some(({ text }) => text.includes(`nobody-${number}`)));
  });
});
