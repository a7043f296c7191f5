import pg from 'pg';
import type { Form } from '#shared/app/addresses';
import { nameIn } from '#shared/app/needs';
import { roleOf, type SqlService, schemaOf, sharedDatabase } from '../databases.ts';

/** Any number that others do not lock: one deployment at a time makes databases, schemas and seeds. */
const lock = 20_210_419;
const alreadyThere = ['42P04', '42710', '23505'];

/** Runs statements on a server, one after the other; those that make what is there already do nothing. */
async function make(client: pg.Client, statements: string[]): Promise<void> {
  for (const statement of statements) {
    try {
      await client.query(statement);
    } catch (error) {
      if (!(error instanceof pg.DatabaseError) || !alreadyThere.includes(error.code ?? '')) throw error;
    }
  }
}

async function connected<Result>(url: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  // The server may go while no statement waits for it; without a listener, that would end the process.
  const lost = new Promise<never>((_, reject) => client.on('error', reject));
  await client.connect();
  try {
    return await Promise.race([work(client), lost]);
  } finally {
    await client.end();
  }
}

/**
 * Makes a form's database with a schema and a role for each of the services, and then lets `fill` do its part while no other
 * deployment does the same. `adminUrl` names an account that may create databases and roles.
 */
export function withSchemas(
  adminUrl: string,
  form: Form,
  services: readonly SqlService[],
  fill: () => Promise<void>,
): Promise<void> {
  const name = nameIn(form, sharedDatabase);
  return connected(`${adminUrl}/postgres`, async (admin) => {
    await admin.query('select pg_advisory_lock($1)', [lock]);
    const roles = services.map(roleOf);
    await make(admin, [
      `create database ${name}`,
      ...roles.map((role) => `create role ${role.name} login password '${role.password}'`),
    ]);
    await connected(`${adminUrl}/${name}`, (client) =>
      make(
        client,
        services.flatMap((service) => [
          `create schema if not exists ${schemaOf(service)} authorization ${roleOf(service).name}`,
          // So that the statements of a service name no schema, as in a database of its own.
          `alter role ${roleOf(service).name} in database ${name} set search_path = ${schemaOf(service)}`,
        ]),
      ),
    );
    await fill();
  });
}
