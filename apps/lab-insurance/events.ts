import * as z from 'zod';
import { event } from '#shared/messaging/event';
import { createInbox, type Inbox } from '#shared/messaging/inbox';
import type { Database, Queries } from '#shared/sql/database';

/** What happens to a policy that others want to know; these are also the topics in the broker. */
export const topics = ['policy-registered', 'policy-terminated'] as const;
export type Topic = (typeof topics)[number];

/** A policy as its last version has it; `from` and `to` are that version's validity. */
const policy = z.object({
  number: z.string().min(1),
  from: z.string(),
  to: z.string(),
  policyHolder: z.string(),
  productCode: z.string(),
  /** Euro, with at most two decimals. */
  totalPremium: z.number(),
  /** Who sold it. */
  agentLogin: z.string().optional(),
  /** Under which account it is paid. */
  accountNumber: z.string(),
});

/** An event about a policy; its key is the policy's number, its sequence the number of the policy's version. */
export const policyEvent = event.extend({ type: z.enum(topics), policy });
export type PolicyEvent = z.output<typeof policyEvent>;

/** The inbox of a service that follows policies: `handle` does its work with the statements that it is given. */
export const policyInbox = (
  database: Database,
  consumer: string,
  handle: (event: PolicyEvent, statements: Queries) => Promise<unknown>,
): Inbox => createInbox(database, consumer, policyEvent, handle);
