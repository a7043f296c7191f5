import type { Form } from '#shared/app/addresses';
import { type Schema, schemaUrl } from '#shared/app/needs';

/** The services with tables; each has a schema of its own, and a role that sees nothing else. */
export const sqlServices = [
  'auth',
  'pricing',
  'policy',
  'payment',
  'documents',
  'policy-search',
  'dashboard',
] as const;
export type SqlService = (typeof sqlServices)[number];

/** The shared database, before the form is added to its name. */
export const sharedDatabase = 'lab_insurance';

/** The name of a service's schema. */
export const schemaOf = (service: SqlService): string => service.replaceAll('-', '_');

/** The role of a service; its password keeps services apart, not people out. */
export const roleOf = (service: SqlService): { name: string; password: string } => ({
  name: `lab_${schemaOf(service)}`,
  password: 'secret',
});

/** A service's schema in the shared database. */
export function schemaFor(service: SqlService): Schema {
  const { name, password } = roleOf(service);
  return { database: sharedDatabase, role: `${name}:${password}` };
}

/** The URL of a service's schema on a server of PostgreSQL. */
export const unifiedUrl = (postgresUrl: string, service: SqlService, form: Form): string =>
  schemaUrl(postgresUrl, schemaFor(service), form);

/** The file of a service's private database. */
export const databaseFile = (service: SqlService): string => `${service}.db`;
