import { inboxSchema } from '#shared/messaging/inbox';

/** The table that is searched, for PostgreSQL; `words` is what `wordsOf` makes of a policy. */
export const schema: string[] = [
  `create table if not exists policy_view (
    number text primary key, date_from text, date_to text, policy_holder text not null, sequence integer not null,
    words text not null, tokens text[] not null generated always as (string_to_array(words, ' ')) stored)`,
  'create index if not exists policy_view_tokens on policy_view using gin (tokens)',
  ...inboxSchema,
];
