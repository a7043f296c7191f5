import { MongoClient } from 'mongodb';
import type { Form } from '#shared/app/addresses';
import { nameIn } from '#shared/app/needs';
import { createTables, type Database, type Queries } from '#shared/sql/database';
import { postgresDatabase } from '#shared/sql/postgres';
import { sqliteDatabase } from '#shared/sql/sqlite';
import { schema as authSchema } from '../auth/schema.ts';
import { seed as seedAgents } from '../auth/seeds.ts';
import { schema as dashboardSchema } from '../dashboard/schema.ts';
import { seed as seedSales } from '../dashboard/seeds.ts';
import { databaseFile, type SqlService, sqlServices, unifiedUrl } from '../databases.ts';
import { schema as documentsSchema } from '../documents/schema.ts';
import { schema as paymentSchema } from '../payment/schema.ts';
import { seed as seedAccounts } from '../payment/seeds.ts';
import { schema as policySchema } from '../policy/schema.ts';
import { schema as searchSchema } from '../policy-search/schema.ts';
import { schema as pricingSchema } from '../pricing/schema.ts';
import { seed as seedTariffs } from '../pricing/seeds.ts';
import { seedProducts } from '../product/seeds.ts';
import { withSchemas } from './postgresql.ts';
import { makeTopics } from './topics.ts';

/** The stores to fill: URLs without a database, PostgreSQL's with an account that may create databases and roles. */
export interface Stores {
  form: Form;
  postgresUrl: string;
  mongoUrl: string;
  /** Only the microservice form has a broker, and files for private databases. */
  kafkaBrokers?: string;
  folder?: ((name: string) => string) | undefined;
  report?: (line: string) => void;
}

const tables: Record<SqlService, { schema: string[]; seed?: (statements: Queries) => Promise<void> }> = {
  auth: { schema: authSchema, seed: seedAgents },
  pricing: { schema: pricingSchema, seed: seedTariffs },
  policy: { schema: policySchema },
  payment: { schema: paymentSchema, seed: seedAccounts },
  documents: { schema: documentsSchema },
  'policy-search': { schema: searchSchema },
  dashboard: { schema: dashboardSchema, seed: seedSales },
};

/** Services that have PostgreSQL in both forms. */
const alwaysUnified: readonly SqlService[] = ['policy-search', 'dashboard'];

/** Makes the tables and fills them with what the portal starts with. What is there already stays as it is. */
export async function seed({
  form,
  postgresUrl,
  mongoUrl,
  kafkaBrokers,
  folder,
  report,
}: Stores): Promise<void> {
  const unified = form === 'serverless' ? sqlServices : alwaysUnified;
  const own = sqlServices.filter((service) => !unified.includes(service));
  await Promise.all([
    withSchemas(postgresUrl, form, unified, async () => {
      for (const service of unified)
        await fill(service, postgresDatabase(unifiedUrl(postgresUrl, service, form)));
    }),
    ...own.map((service) =>
      fill(service, sqliteDatabase(folder?.(databaseFile(service)) ?? databaseFile(service))),
    ),
    fillProducts(mongoUrl, form),
    kafkaBrokers === undefined ? undefined : makeTopics(kafkaBrokers),
  ]);
  const files = own.length === 0 ? '' : `${own.length} private databases, and `;
  report?.(`${form}: ${files}${unified.length} schemas in PostgreSQL`);
}

async function fill(service: SqlService, store: Database): Promise<void> {
  const { schema, seed: seedTables } = tables[service];
  try {
    await createTables(store, schema);
    if (seedTables !== undefined) await store.transaction(seedTables);
  } finally {
    await store.close();
  }
}

async function fillProducts(mongoUrl: string, form: Form): Promise<void> {
  const client = new MongoClient(mongoUrl, { serverSelectionTimeoutMS: 20_000 });
  try {
    await seedProducts(client.db(nameIn(form, 'products')));
  } finally {
    await client.close();
  }
}
