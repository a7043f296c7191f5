import { randomUUID } from 'node:crypto';
import type { Queries } from '#shared/sql/database';

/** Keeps the document that an event has led to. */
export const keepDocument = (
  statements: Queries,
  policyNumber: string,
  eventId: string,
  content: Uint8Array,
): Promise<unknown> =>
  statements.run(
    `insert into policy_document (id, policy_number, event_id, content, created) values ($1, $2, $3, $4, $5)
     on conflict (policy_number, event_id) do nothing`,
    [randomUUID(), policyNumber, eventId, content, new Date().toISOString()],
  );

/** The documents of a policy, the oldest first. */
export async function documentsOf(queries: Queries, policyNumber: string): Promise<Uint8Array[]> {
  const rows = await queries.all<{ content: Uint8Array }>(
    'select content from policy_document where policy_number = $1 order by created, id',
    [policyNumber],
  );
  return rows.map(({ content }) => content);
}
