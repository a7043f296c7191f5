import type { Inbox } from '#shared/messaging/inbox';
import type { Database } from '#shared/sql/database';
import { policyInbox } from '../events.ts';
import { keepDocument } from './documents.ts';

/** What documents does with each new policy: it writes the letter about it. */
export const documentsInbox = (database: Database): Inbox =>
  policyInbox(database, 'documents', async ({ eventId, policy }, statements) => {
    // Loaded with the first letter, because it takes longer than all the rest, and who only reads documents does not need it.
    const { policyPdf } = await import('./pdf.ts');
    await keepDocument(statements, policy.number, eventId, await policyPdf(policy));
  });
