import { inboxSchema } from '#shared/messaging/inbox';

/** The tables of payment. Amounts are whole cents; an entry's type is `expected_payment`, `inpayment` or `outpayment`. */
export const schema: string[] = [
  `create table if not exists policy_account (
    id text primary key, policy_number text not null unique, policy_account_number text not null unique,
    created text not null)`,
  // A bank numbers its transactions anew in each file, so the number alone says nothing: a transaction is the one that was
  // booked already when all that the bank says of it is the same. Entries of our own have no number and are never equal.
  `create table if not exists accounting_entry (
    id text primary key, account_id text not null references policy_account (id), entry_type text not null,
    creation_date text not null, effective_date text not null, amount bigint not null, transaction_id text,
    unique (account_id, transaction_id, entry_type, effective_date, amount))`,
  'create table if not exists import_file (name text, sha256 text, imported_at text not null, primary key (name, sha256))',
  `create table if not exists import_reject (
    id text primary key, file text not null, line integer not null, reason text not null, text text not null,
    at text not null)`,
  'create index if not exists import_reject_at on import_reject (at)',
  ...inboxSchema,
];
