import { inboxSchema } from '#shared/messaging/inbox';

/** The table of documents; `content` is a PDF. */
export const schema: string[] = [
  `create table if not exists policy_document (
    id text primary key, policy_number text not null, event_id text not null, content bytea not null,
    created text not null, unique (policy_number, event_id))`,
  ...inboxSchema,
];
