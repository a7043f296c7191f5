import { randomUUID } from 'node:crypto';
import type { Queries } from '#shared/sql/database';
import type { PolicyEvent } from '../events.ts';
import { cents } from '../money.ts';

/** An account of a policy; `updated` is when its last entry was written. */
export interface Account {
  policyAccountNumber: string;
  policyNumber: string;
  created: string;
  updated: string;
}

const columns = `a.policy_account_number as "policyAccountNumber", a.policy_number as "policyNumber", a.created,
  coalesce((select max(e.creation_date) from accounting_entry e where e.account_id = a.id), a.created) as updated`;

/** All accounts, the oldest first. */
export const allAccounts = (queries: Queries): Promise<Account[]> =>
  queries.all<Account>(`select ${columns} from policy_account a order by a.created, a.policy_number`);

/**
 * The account with this number and its balance on a day in whole cents, or undefined. What is expected and what is paid out
 * counts against the customer: less than nothing is owed.
 */
export const accountOn = (
  queries: Queries,
  number: string,
  day: string,
): Promise<(Account & { balance: number }) | undefined> =>
  queries.first(
    `select ${columns}, cast(coalesce((
       select sum(case when e.entry_type = 'inpayment' then e.amount else -e.amount end)
       from accounting_entry e where e.account_id = a.id and e.effective_date <= $2), 0) as bigint) as balance
     from policy_account a where a.policy_account_number = $1`,
    [number, day],
  );

/** Opens the account of a policy, on which the premium is expected from the first day of cover; one that is there stays. */
export async function openAccount(statements: Queries, policy: PolicyEvent['policy']): Promise<void> {
  const now = new Date().toISOString();
  const id = randomUUID();
  const isNew = await statements.run(
    `insert into policy_account (id, policy_number, policy_account_number, created) values ($1, $2, $3, $4)
     on conflict (policy_number) do nothing`,
    [id, policy.number, policy.accountNumber, now],
  );
  if (isNew === 0) return;
  await statements.run(
    `insert into accounting_entry (id, account_id, entry_type, creation_date, effective_date, amount)
     values ($1, $2, 'expected_payment', $3, $4, $5)`,
    [randomUUID(), id, now, policy.from, cents(policy.totalPremium)],
  );
}
