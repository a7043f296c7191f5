import type { Queries } from '#shared/sql/database';
import type { PolicyEvent } from '../events.ts';
import { conditionOf } from './condition.ts';
import { database } from './database.ts';
import { readQuery } from './query.ts';
import { wordsOf } from './tokens.ts';

/** A policy in a list of those found; without dates that are not known. */
export interface PolicyView {
  number: string;
  dateFrom?: string;
  dateTo?: string;
  policyHolder: string;
}

interface Row {
  number: string;
  date_from: string | null;
  date_to: string | null;
  policy_holder: string;
}

/** The first 100 policies that a text finds by number and holder, those that begin last at the top. */
export async function findPolicies(text: string): Promise<PolicyView[]> {
  const query = readQuery(text);
  if (query === undefined) return [];
  const { sql, values } = conditionOf(query);
  const rows = await database.all<Row>(
    `select number, date_from, date_to, policy_holder from policy_view where ${sql}
     order by date_from desc nulls last, number limit 100`,
    values,
  );
  return rows.map(({ number, date_from, date_to, policy_holder }) => ({
    number,
    ...(date_from === null ? {} : { dateFrom: date_from }),
    ...(date_to === null ? {} : { dateTo: date_to }),
    policyHolder: policy_holder,
  }));
}

/** Shows a policy as its latest version has it: what arrives late changes nothing. */
export const showPolicy = (statements: Queries, { sequence, policy }: PolicyEvent): Promise<number> =>
  statements.run(
    `insert into policy_view (number, date_from, date_to, policy_holder, sequence, words) values ($1, $2, $3, $4, $5, $6)
     on conflict (number) do update set date_from = excluded.date_from, date_to = excluded.date_to,
       policy_holder = excluded.policy_holder, sequence = excluded.sequence, words = excluded.words
     where policy_view.sequence < excluded.sequence`,
    [
      policy.number,
      policy.from,
      policy.to,
      policy.policyHolder,
      sequence,
      wordsOf(policy.number, policy.policyHolder),
    ],
  );
