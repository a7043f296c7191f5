import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { MongoClient } from 'mongodb';
import { demoPolicies } from '#apps/lab-insurance/dashboard/seeds';
import { databaseFile, type SqlService, sqlServices, unifiedUrl } from '#apps/lab-insurance/databases';
import { today } from '#apps/lab-insurance/dates';
import type { Form } from '#shared/app/addresses';
import { nameIn } from '#shared/app/needs';
import type { Database } from '#shared/sql/database';
import { postgresDatabase } from '#shared/sql/postgres';
import { sqliteDatabase } from '#shared/sql/sqlite';
import { asAdmin } from '#test/harness/databases';

const { POSTGRES_URL, MONGO_URL } = process.env;
const skip = !(POSTGRES_URL && MONGO_URL) && 'needs PostgreSQL and MongoDB: npm test -- state';
const deployments = 4;

/** What there is after any number of deployments. */
const seeds: [SqlService, string, number][] = [
  ['auth', 'insurance_agent', 4],
  ['pricing', 'tariff', 4],
  ['pricing', 'base_price_rule', 14],
  ['payment', 'policy_account', 3],
  ['dashboard', 'policy_stat', demoPolicies(today()).length],
];

/** Deploys in a process of its own, as somebody would on another machine. */
async function deploy(form: Form, folder: string): Promise<void> {
  const [code] = await once(fork(join(import.meta.dirname, 'deploy-once.ts'), [form, folder]), 'exit');
  assert.equal(code, 0);
}

async function counts(open: (service: SqlService) => Database): Promise<[SqlService, string, number][]> {
  const found: [SqlService, string, number][] = [];
  for (const [service, table] of seeds) {
    const store = open(service);
    const row = await store.first<{ rows: number }>(`select count(*) as rows from ${table}`);
    await store.close();
    found.push([service, table, row?.rows ?? 0]);
  }
  return found;
}

it(`${deployments} deployments of LAB Insurance at once, on nothing, and one later make one set of seeds`, {
  skip,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'diptych-seeds-'));
  const mongo = new MongoClient(MONGO_URL ?? '');
  try {
    for (const form of ['microservice', 'serverless'] as const) {
      await asAdmin(`drop database if exists ${nameIn(form, 'lab_insurance')} with (force)`);
      await mongo.db(nameIn(form, 'products')).collection('product').deleteMany({});
      await Promise.all(Array.from({ length: deployments }, () => deploy(form, folder)));
      await deploy(form, folder);
      const products = await mongo.db(nameIn(form, 'products')).collection('product').countDocuments();
      assert.equal(products, 4);
      const isUnified = (service: SqlService) =>
        form === 'serverless' || service === 'dashboard' || service === 'policy-search';
      const found = await counts((service) =>
        isUnified(service)
          ? postgresDatabase(unifiedUrl(POSTGRES_URL ?? '', service, form))
          : sqliteDatabase(join(folder, databaseFile(service))),
      );
      assert.deepEqual(found, seeds, form);
    }
  } finally {
    await mongo.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

it('a service of LAB Insurance cannot read the tables of another', { skip }, async () => {
  for (const service of sqlServices) {
    const store = postgresDatabase(unifiedUrl(POSTGRES_URL ?? '', service, 'serverless'));
    const other = service === 'auth' ? 'policy.policy' : 'auth.insurance_agent';
    await assert.rejects(store.all(`select * from ${other}`), /permission denied/);
    await store.close();
  }
});
