import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { accountOn, allAccounts, openAccount } from '#apps/lab-insurance/payment/accounts';
import { schema } from '#apps/lab-insurance/payment/schema';
import { seed } from '#apps/lab-insurance/payment/seeds';
import { createTables, type Database } from '#shared/sql/database';
import { sqliteDatabase } from '#shared/sql/sqlite';

const policy = {
  number: 'P1',
  from: '2018-01-01',
  to: '2018-12-31',
  policyHolder: 'Ada Byron',
  productCode: 'TRI',
  totalPremium: 10,
  accountNumber: 'A1',
};

describe('accounts', () => {
  let database: Database;
  beforeEach(async () => {
    database = sqliteDatabase(':memory:');
    await createTables(database, schema);
  });
  afterEach(() => database.close());

  const entry = (entryType: string, effectiveDate: string, amount: number): Promise<unknown> =>
    database.run(
      `insert into accounting_entry (id, account_id, entry_type, creation_date, effective_date, amount)
       select $1, id, $2, $3, $4, $5 from policy_account where policy_account_number = 'A1'`,
      [`${entryType} ${effectiveDate}`, entryType, '2030-01-01T00:00:00.000Z', effectiveDate, amount],
    );
  const balance = async (day: string) => (await accountOn(database, 'A1', day))?.balance;

  it('owe what is expected from its day on, and have what came in from its day on', async () => {
    await openAccount(database, policy);
    await entry('expected_payment', '2018-06-01', 1000);
    await entry('inpayment', '2018-01-07', 1500);
    assert.equal(await balance('2017-12-31'), 0);
    assert.equal(await balance('2018-01-01'), -1000);
    assert.equal(await balance('2018-01-07'), 500);
    assert.equal(await balance('2018-06-01'), -500);
    await entry('outpayment', '2018-06-02', 1);
    assert.equal(await balance('2018-06-02'), -501);
  });

  it('are opened once for a policy, under the number that the policy names', async () => {
    await openAccount(database, { ...policy, totalPremium: 172.555 });
    await openAccount(database, { ...policy, accountNumber: 'A2' });
    const all = await allAccounts(database);
    assert.deepEqual(
      all.map(({ policyNumber, policyAccountNumber }) => [policyNumber, policyAccountNumber]),
      [['P1', 'A1']],
    );
    assert.equal(await balance('2018-01-01'), -17256);
    assert.equal(await accountOn(database, 'A2', '2018-01-01'), undefined);
  });

  it('say when their last entry was written', async () => {
    await openAccount(database, policy);
    const before = await accountOn(database, 'A1', '2018-01-01');
    assert.equal(before?.updated, before?.created);
    await entry('inpayment', '2018-01-07', 1);
    assert.equal((await accountOn(database, 'A1', '2018-01-01'))?.updated, '2030-01-01T00:00:00.000Z');
  });

  it('of the original are there after a seed, and not twice after another', async () => {
    await database.transaction(seed);
    await database.transaction(seed);
    const all = await allAccounts(database);
    assert.deepEqual(
      all.map(({ policyNumber, policyAccountNumber }) => [policyNumber, policyAccountNumber]),
      [
        ['POLICY_1', '231232132131'],
        ['POLICY_2', '389hfswjfrh2032r'],
        ['POLICY_3', '0rju130fhj20'],
      ],
    );
  });
});
