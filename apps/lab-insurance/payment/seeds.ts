import { randomUUID } from 'node:crypto';
import type { Queries } from '#shared/sql/database';

/** The accounts of the original, by the numbers of their policies. */
const accounts = { POLICY_1: '231232132131', POLICY_2: '389hfswjfrh2032r', POLICY_3: '0rju130fhj20' };

/** Adds the accounts that are not there. */
export async function seed(statements: Queries): Promise<void> {
  for (const [policy, account] of Object.entries(accounts))
    await statements.run(
      `insert into policy_account (id, policy_number, policy_account_number, created) values ($1, $2, $3, $4)
       on conflict do nothing`,
      [randomUUID(), policy, account, new Date().toISOString()],
    );
}
