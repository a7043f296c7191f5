import type { Queries, Value } from '#shared/sql/database';
import { insertRows } from '#shared/sql/rows';
import type { PolicyEvent } from '../events.ts';
import { cents } from '../money.ts';

/** A policy, as far as statistics are about it. */
export type SoldPolicy = Omit<PolicyEvent['policy'], 'accountNumber'>;

/** Counts policies as sold; those that are counted already stay as they are. */
export const countPolicies = (statements: Queries, policies: SoldPolicy[]): Promise<unknown> =>
  insertRows(
    statements,
    `insert into policy_stat
     (number, from_date, to_date, policy_holder, product_code, total_premium, agent_login)`,
    policies.map((policy): Value[] => [
      policy.number,
      policy.from,
      policy.to,
      policy.policyHolder,
      policy.productCode,
      cents(policy.totalPremium),
      policy.agentLogin ?? null,
    ]),
    'on conflict (number) do nothing',
  );
