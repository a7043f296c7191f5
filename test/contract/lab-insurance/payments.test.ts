// Accounts, what is owed, and the statements of the bank.
import assert from 'node:assert/strict';
import { randomInt, randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, it } from 'node:test';
import supertest from 'supertest';
import { addDays, today } from '#apps/lab-insurance/dates';
import { jsonOf } from '#shared/http/client';
import { eventually } from '#test/harness/eventually';
import { describeForms, withoutAddressOf } from '#test/harness/forms';
import { atOnce } from '#test/harness/many';
import { type Agent, agentOf } from '#test/lab-insurance/client';

interface Account {
  policyAccountNumber: string;
  policyNumber: string;
  balance?: number;
  created: string;
  updated: string;
}

describeForms('lab-insurance', 'payment', { skip: withoutAddressOf('payment') }, (deployed) => {
  const { folder, services } = deployed;
  const payment = supertest(services.payment ?? '');
  const imports = join(folder ?? '', 'bank_imports');
  const skip = !folder && 'the folder of bank statements cannot be reached';
  let agent: Agent;
  before(async () => {
    agent = await agentOf(deployed);
  });

  /** Sells a policy and waits for its account. */
  async function account(policyFrom: string): Promise<{ number: string; policyNumber: string }> {
    const policyNumber = await agent.sell({ policyFrom, policyTo: addDays(policyFrom, 60) });
    await agent.arrived(policyNumber);
    return { number: String((await agent.policy(policyNumber)).accountNumber), policyNumber };
  }
  const balance = async (number: string): Promise<number> =>
    (await payment.get(`/payment/accounts/${number}`).expect(200)).body.balance;

  /** Puts a file into the folder at once, as a bank should, under a name that no other test has. */
  function put(rows: string[]): string {
    const day = `${1000 + randomInt(9000)}_${randomInt(1, 13)}_${randomInt(1, 29)}`;
    const name = `bankStatements_${day}.csv`;
    const text = `TransactionId,TransactionType,AccountingDate,AccountNumber,Amount\n${rows.join('\n')}\n`;
    mkdirSync(imports, { recursive: true });
    writeFileSync(join(imports, `.${name}`), text);
    renameSync(join(imports, `.${name}`), join(imports, name));
    return name;
  }
  /** Runs the job until a file is through, because other tests run it too and may have taken the file. */
  const imported = async (name: string): Promise<void> => {
    await payment.post('/payment/import').expect(200);
    await eventually(() => assert.ok(readdirSync(imports).includes(`_processed_${name}`)));
  };
  const rejects = async (name: string) => {
    const { body } = await payment.get('/payment/rejects').expect(200);
    return (
      body.rejects as { file: string; line: number; reason: string; text: string; at: string }[]
    ).filter(({ file }) => file === name);
  };

  it('has the accounts of the original', async () => {
    const { body } = await payment.get('/payment/accounts').expect(200);
    const seeded = (body as Account[]).filter(({ policyNumber }) => /^POLICY_[123]$/.test(policyNumber));
    assert.deepEqual(
      seeded.map(({ policyNumber, policyAccountNumber }) => [policyNumber, policyAccountNumber]),
      [
        ['POLICY_1', '231232132131'],
        ['POLICY_2', '389hfswjfrh2032r'],
        ['POLICY_3', '0rju130fhj20'],
      ],
    );
    for (const { created, updated } of seeded)
      for (const time of [created, updated]) assert.equal(new Date(time).toISOString(), time);
    await payment.get('/payment/accounts/').expect(200);
    const one = (await payment.get('/payment/accounts/389hfswjfrh2032r').expect(200)).body;
    assert.deepEqual([one.policyNumber, one.policyAccountNumber], ['POLICY_2', '389hfswjfrh2032r']);
    assert.equal(typeof one.balance, 'number');
  });

  it('knows accounts by their own numbers only', async () => {
    for (const number of ['nosuch', 'POLICY_1', '389HFSWJFRH2032R', '%20', '%C5%81', "'--"]) {
      const { body } = await payment.get(`/payment/accounts/${number}`).expect(404);
      assert.equal(body.code, 'ACCOUNT_NOT_FOUND');
      assert.match(body.message, /^There is no account /);
    }
  });

  it('opens an account for each policy, under the number that the policy names', async () => {
    const { number, policyNumber } = await account('2100-01-01');
    const { status, text } = await agent.send('GET', `/api/payments/accounts/${number}`);
    assert.equal(status, 200);
    const { created, updated, ...rest } = JSON.parse(text) as Account;
    assert.deepEqual(rest, { policyAccountNumber: number, policyNumber, balance: 0 });
    assert.ok(Date.parse(created) <= Date.parse(updated));
    const all = jsonOf(await agent.send('GET', '/api/payments/accounts')) as Account[];
    assert.equal(all.filter((each) => each.policyNumber === policyNumber).length, 1);
  });

  const starts: [what: string, days: number, balance: number][] = [
    ['nothing before the first day of cover', 1, 0],
    ['the premium from the first day of cover', 0, -372],
    ['the premium long after', -400, -372],
  ];
  for (const [what, days, owed] of starts)
    it(`a customer owes ${what}`, async () => {
      const { number } = await account(addDays(today(), days));
      assert.equal(await balance(number), owed);
    });

  it('books what the bank says and keeps what cannot be booked', { skip }, async () => {
    const { number } = await account(addDays(today(), -5));
    const id = randomUUID();
    const bad = [
      `${id},A,${today()},nobody-${id},7`,
      `${id},A,${today()},${number},ten`,
      `${id},A,01.02.2020,${number},10`,
      `${id},A,${today()}`,
    ];
    const name = put([
      `${id},A,${today()},${number},372.005`,
      ...bad,
      `${id},A,${today()}, ${number} ,-4.5`,
      `${id},D,${addDays(today(), -1)},${number},1`,
      `${id},A,${addDays(today(), 2)},${number},1000`,
    ]);
    await imported(name);
    assert.equal(await balance(number), -5.49);
    const kept = await rejects(name);
    assert.deepEqual(
      kept.map(({ line, text }) => [line, text]),
      bad.map((text, index) => [index + 3, text]),
    );
    for (const [index, reason] of [/no account/, /no number/, /no date/, /3 of the 5 columns/].entries())
      assert.match(kept[index]?.reason ?? '', reason);
    const shown = jsonOf(await agent.send('GET', '/api/payments/rejects')) as { rejects: { text: string }[] };
    assert.ok(shown.rejects.some(({ text }) => text === bad[0]));
  });

  it('books nothing twice', { skip }, async () => {
    const { number } = await account('2100-01-01');
    const id = randomUUID();
    const row = `${id},A,${today()},${number},10`;
    const first = put([row, row]);
    await imported(first);
    const second = put([row, `${id},A,${today()},${number},10.01`]);
    await imported(second);
    assert.equal(await balance(number), 20.01);
    assert.deepEqual(
      [...(await rejects(first)), ...(await rejects(second))].map(({ line, reason }) => [line, reason]),
      [
        [3, 'this transaction was booked already'],
        [2, 'this transaction was booked already'],
      ],
    );
  });

  it('books each file once when the job runs many times at once', { skip }, async () => {
    const { number } = await account('2100-01-01');
    const names = Array.from({ length: 10 }, (_, index) =>
      put([`${randomUUID()},A,${today()},${number},${index + 1}`]),
    );
    const answers = await atOnce(8, () => payment.post('/payment/import'));
    assert.deepEqual(
      answers.filter(({ status }) => status !== 200),
      [],
    );
    for (const name of names) await imported(name);
    assert.equal(await balance(number), 55);
    for (const name of names) assert.deepEqual(await rejects(name), []);
  });

  it('answers what came of each file', { skip }, async () => {
    const { number } = await account('2100-01-01');
    const isOurs = await eventually(async () => {
      const name = put([`${randomUUID()},A,${today()},${number},1`, 'x']);
      const { files } = jsonOf(await agent.send('POST', '/api/payments/import', {})) as {
        files: { name: string }[];
      };
      return files.find((file) => file.name === name) ?? assert.fail('another test was faster');
    });
    assert.deepEqual(isOurs, { name: isOurs.name, rows: 2, booked: 1, rejected: 1 });
  });

  it('names verbs and paths that do not exist', async () => {
    for (const path of ['/payment/accounts', '/payment/accounts/1', '/payment/rejects']) {
      const { body } = await payment.post(path).send({}).expect('Allow', 'GET, HEAD').expect(405);
      assert.equal(body.code, 'METHOD_NOT_ALLOWED');
    }
    await payment.get('/payment/import').expect('Allow', 'POST').expect(405);
    for (const path of ['/payment', '/nosuch'])
      assert.equal((await payment.get(path).expect(404)).body.code, 'NOT_FOUND');
    await payment.get('/health').expect(200, { status: 'UP' });
  });
});
