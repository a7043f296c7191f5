import { policyInbox } from '../events.ts';
import { database } from './database.ts';
import { showPolicy } from './views.ts';

/** Makes each new version of a policy findable. */
export const inbox = policyInbox(database, 'policy-search', (event, statements) =>
  showPolicy(statements, event),
);
