import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { recordEvent } from '#shared/messaging/outbox';
import { blameSystem, parseJson } from '#shared/parse';
import type { Database, Queries } from '#shared/sql/database';
import { today } from '../dates.ts';
import { labError } from '../errors.ts';
import type { PolicyEvent, Topic } from '../events.ts';
import { euros, sum } from '../money.ts';
import type { CreatePolicy } from './commands.ts';
import { takeOffer } from './offers.ts';
import { terminatedOn } from './termination.ts';
import type { Version } from './version.ts';

/** What does not change from version to version. */
interface Policy {
  number: string;
  agent_login: string | null;
  account_number: string;
  last_version: number;
}

/** The covers of an offer as it keeps them: cents by the code of the cover. */
const coverPrices = z.record(z.string(), z.number());

/**
 * Makes a policy of an offer, with the event about it, in one transaction; answers its number. The same purchase, by its key,
 * gets the same policy again.
 */
export const buy = (
  database: Database,
  { offerNumber, policyHolder, agentLogin }: CreatePolicy,
  purchaseKey: string | undefined,
): Promise<string> =>
  database.transaction(async (statements) => {
    const number = randomUUID();
    const offer = await takeOffer(statements, offerNumber, number, purchaseKey);
    if (typeof offer === 'string') return offer;
    const policy = { number, agent_login: agentLogin ?? null, account_number: randomUUID(), last_version: 1 };
    const { policy_from, policy_to } = offer;
    const covers = parseJson(coverPrices, offer.covers, `covers of offer ${offer.number}`, blameSystem);
    await statements.run(
      'insert into policy (number, agent_login, account_number, last_version) values ($1, $2, $3, $4)',
      [number, policy.agent_login, policy.account_number, policy.last_version],
    );
    await announceVersion(statements, 'policy-registered', policy, {
      policy_number: number,
      version_number: 1,
      product_code: offer.product_code,
      first_name: policyHolder.firstName,
      last_name: policyHolder.lastName,
      tax_id: policyHolder.taxId,
      cover_from: policy_from,
      cover_to: policy_to,
      version_from: policy_from,
      version_to: policy_to,
      total_premium: sum(Object.values(covers)),
      covers: Object.entries(covers).map(([code, price]) => ({ code, price })),
    });
    return number;
  });

/** Ends a policy today, with the event about it, in one transaction. Throws 404, or 422 when today is not covered. */
export const terminate = (database: Database, number: string): Promise<void> =>
  database.transaction(async (statements) => {
    // The update also locks the policy until the transaction ends.
    const policy = await statements.first<Policy>(
      'update policy set last_version = last_version + 1 where number = $1 returning *',
      [number],
    );
    if (policy === undefined) throw notFound(number);
    const last = await versionOf(statements, number, policy.last_version - 1);
    await announceVersion(statements, 'policy-terminated', policy, terminatedOn(today(), last));
  });

/** A policy with its last version. Throws 404. */
export async function findPolicy(database: Queries, number: string): Promise<Policy & Version> {
  const policy = await database.first<Policy>('select * from policy where number = $1', [number]);
  if (policy === undefined) throw notFound(number);
  return { ...policy, ...(await versionOf(database, number, policy.last_version)) };
}

const notFound = (number: string) => labError('POLICY_NOT_FOUND', `There is no policy ${number}.`);

async function versionOf(statements: Queries, policy: string, number: number): Promise<Version> {
  const key = [policy, number];
  const version = await statements.first<Omit<Version, 'covers'>>(
    'select * from policy_version where policy_number = $1 and version_number = $2',
    key,
  );
  if (version === undefined) throw new Error(`policy ${policy} has no version ${number}`);
  const covers = await statements.all<{ code: string; price: number }>(
    'select code, price from cover where policy_number = $1 and version_number = $2 order by code',
    key,
  );
  return { ...version, covers };
}

/** Stores a version of a policy and writes down the event that tells of it. */
async function announceVersion(
  statements: Queries,
  type: Topic,
  policy: Policy,
  version: Version,
): Promise<void> {
  const { covers, ...row } = version;
  const columns = Object.keys(row);
  await statements.run(
    `insert into policy_version (${columns.join(', ')}) values (${columns.map((_, at) => `$${at + 1}`).join(', ')})`,
    Object.values(row),
  );
  for (const { code, price } of covers) {
    await statements.run(
      'insert into cover (policy_number, version_number, code, price) values ($1, $2, $3, $4)',
      [version.policy_number, version.version_number, code, price],
    );
  }
  await recordEvent(statements, eventOf(type, policy, version));
}

const eventOf = (
  type: Topic,
  { number, agent_login, account_number }: Policy,
  version: Version,
): PolicyEvent => ({
  eventId: randomUUID(),
  type,
  key: number,
  sequence: version.version_number,
  occurredAt: new Date().toISOString(),
  policy: {
    number,
    from: version.version_from,
    to: version.version_to,
    policyHolder: holderOf(version),
    productCode: version.product_code,
    totalPremium: euros(version.total_premium),
    ...(agent_login === null ? {} : { agentLogin: agent_login }),
    accountNumber: account_number,
  },
});

/** The full name of who holds a policy. */
export const holderOf = ({ first_name, last_name }: Pick<Version, 'first_name' | 'last_name'>): string =>
  `${first_name} ${last_name}`;
