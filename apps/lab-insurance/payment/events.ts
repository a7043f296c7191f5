import type { Inbox } from '#shared/messaging/inbox';
import type { Database } from '#shared/sql/database';
import { policyInbox } from '../events.ts';
import { openAccount } from './accounts.ts';

/** What payment does with each new policy: it opens its account. */
export const paymentInbox = (database: Database): Inbox =>
  policyInbox(database, 'payment', ({ policy }, statements) => openAccount(statements, policy));
