import { deliverySchema } from '#shared/messaging/deliveries';
import { outboxSchema } from '#shared/messaging/outbox';

/** The tables of offers and policies. Amounts are whole cents; `answers` and `covers` of an offer are JSON. */
export const schema: string[] = [
  `create table if not exists offer (
    number text primary key, product_code text not null, policy_from text not null, policy_to text not null,
    answers text not null, covers text not null, total_price bigint not null, status text not null,
    creation_date text not null, policy_number text, purchase_key text)`,
  `create table if not exists policy (
    number text primary key, agent_login text, account_number text not null, last_version integer not null)`,
  `create table if not exists policy_version (
    policy_number text not null references policy (number), version_number integer not null,
    product_code text not null, first_name text not null, last_name text not null, tax_id text not null,
    cover_from text not null, cover_to text not null, version_from text not null, version_to text not null,
    total_premium bigint not null, primary key (policy_number, version_number))`,
  `create table if not exists cover (
    policy_number text not null, version_number integer not null, code text not null, price bigint not null,
    primary key (policy_number, version_number, code),
    foreign key (policy_number, version_number) references policy_version (policy_number, version_number))`,
  ...outboxSchema,
  ...deliverySchema,
];
