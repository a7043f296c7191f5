import { inboxSchema } from '#shared/messaging/inbox';

/** The table of what was sold, for PostgreSQL; `total_premium` is in whole cents. */
export const schema: string[] = [
  `create table if not exists policy_stat (
    number text primary key, from_date date not null, to_date date not null, policy_holder text not null,
    product_code text not null, total_premium bigint not null, agent_login text)`,
  'create index if not exists policy_stat_from on policy_stat (from_date)',
  ...inboxSchema,
];
