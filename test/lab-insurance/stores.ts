import { join } from 'node:path';
import { databaseFile, type SqlService, unifiedUrl } from '#apps/lab-insurance/databases';
import type { Database } from '#shared/sql/database';
import { postgresDatabase } from '#shared/sql/postgres';
import { sqliteDatabase } from '#shared/sql/sqlite';
import type { DeployedForm } from '#test/harness/forms';
import { consumers } from './client.ts';

const { POSTGRES_URL } = process.env;

/** Why tests cannot read the databases of a form, or false. */
export const noStores = ({ folder }: DeployedForm): string | false =>
  !(folder && POSTGRES_URL) &&
  'the databases cannot be read: POSTGRES_URL and the folder of the deployment are not both known';

/** Does something with the database of a service, past the service. Throws where `noStores` says why. */
export async function withStore<Result>(
  deployed: DeployedForm,
  service: SqlService,
  work: (store: Database) => Promise<Result>,
): Promise<Result> {
  const { form, folder } = deployed;
  if (!folder || !POSTGRES_URL) throw new Error(String(noStores(deployed)));
  const isPrivate = form === 'microservice' && service !== 'policy-search' && service !== 'dashboard';
  const store = isPrivate
    ? sqliteDatabase(join(folder, databaseFile(service)))
    : postgresDatabase(unifiedUrl(POSTGRES_URL, service, form));
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** How often each effect of a sale is in the databases: once each, if nothing is lost and nothing is twice. */
export interface Effects {
  'policy-search': number;
  payment: number;
  /** Entries on the account: the premium that is owed. */
  entries: number;
  documents: number;
  dashboard: number;
}

/** What a sale must leave behind. */
export const onceEach: Effects = { 'policy-search': 1, payment: 1, entries: 1, documents: 1, dashboard: 1 };

const none: Effects = { 'policy-search': 0, payment: 0, entries: 0, documents: 0, dashboard: 0 };

const rowsOf: Record<keyof Effects, [SqlService, sql: string]> = {
  'policy-search': ['policy-search', 'select number from policy_view where number = $1'],
  payment: ['payment', 'select policy_number from policy_account where policy_number = $1'],
  entries: [
    'payment',
    `select e.id from accounting_entry e join policy_account a on a.id = e.account_id where a.policy_number = $1
     and e.entry_type = 'expected_payment'`,
  ],
  documents: ['documents', 'select policy_number from policy_document where policy_number = $1'],
  dashboard: ['dashboard', 'select number from policy_stat where number = $1'],
};

/** Reads from the databases how often each effect of each sale is there. */
export async function effectsOf(deployed: DeployedForm, policies: string[]): Promise<Effects[]> {
  const found = policies.map((number) => ({ number, effects: { ...none } }));
  for (const [effect, [service, sql]] of Object.entries(rowsOf) as [keyof Effects, [SqlService, string]][])
    await withStore(deployed, service, async (store) => {
      for (const { number, effects } of found) effects[effect] = (await store.all(sql, [number])).length;
    });
  return found.map(({ effects }) => effects);
}

/** How many events of a policy each subscriber has taken in, read from their inboxes. */
export const receivedEvents = (deployed: DeployedForm, number: string): Promise<number[]> =>
  Promise.all(
    consumers.map((service) =>
      withStore(deployed, service, async (store) => {
        return (await store.all('select event_id from inbox where key = $1', [number])).length;
      }),
    ),
  );
