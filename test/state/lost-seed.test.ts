import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withSchemas } from '#apps/lab-insurance/seed/postgresql';
import { asAdmin } from '#test/harness/databases';

const { POSTGRES_URL } = process.env;

/** Ends the connections that hold or wait for a lock of `pg_advisory_lock`. */
const endLockHolders = `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory'`;

describe('the seed of LAB Insurance', {
  skip: !POSTGRES_URL && 'needs PostgreSQL: npm test -- state',
}, () => {
  it('fails, and the process lives, when the server ends its connection', async () => {
    const fill = async (): Promise<void> => {
      await asAdmin(endLockHolders);
      await new Promise(() => undefined);
    };
    await assert.rejects(withSchemas(POSTGRES_URL ?? '', 'serverless', [], fill), /terminat/i);
  });
});
