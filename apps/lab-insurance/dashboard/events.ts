import { policyInbox } from '../events.ts';
import { database } from './database.ts';
import { countPolicies } from './policies.ts';

/** Counts each new policy. As in the original, a policy that ends stays counted. */
export const inbox = policyInbox(database, 'dashboard', ({ policy }, statements) =>
  countPolicies(statements, [policy]),
);
