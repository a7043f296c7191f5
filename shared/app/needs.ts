import { pathToFileURL } from 'node:url';
import type { Addresses, ComponentName, Form } from './addresses.ts';

/** Something that a service needs; the value becomes the variable under which app.ts lists it. */
export interface Need {
  /** The server of others that has to run for it. */
  component?: ComponentName;
  /** The service or additional action that is called. */
  calls?: string;
  /** The only form that needs it; default: both. */
  only?: Form;
  /** The value for a form; `variable` is the name under which it is listed. */
  value(at: Addresses, variable: string): string;
}

/** Where a need exists. */
export interface Only {
  only?: Form;
}

/** The name of a database or schema in a form. Each form keeps its own data, on the same servers. */
export const nameIn = (form: Form, name: string): string =>
  form === 'microservice' ? name : `${name}_serverless`;

/** A database of MongoDB. */
export const mongo = (database: string, only: Only = {}): Need => ({
  component: 'mongodb',
  ...only,
  value: (at) => `${at.component('mongodb')}/${nameIn(at.form, database)}`,
});

/**
 * A database of Redis. The server has 16, so applications agree on `index`, from 0 to 7: Robot Shop has 0, the Social Network 1 to 4.
 */
export const redis = (index: number, only: Only = {}): Need => ({
  component: 'redis',
  ...only,
  value: (at) => `${at.component('redis')}/${redisNumber(index, at.form)}`,
});

/** The number of a Redis database in a form. */
export const redisNumber = (index: number, form: Form): number =>
  2 * index + (form === 'microservice' ? 0 : 1);

/** Keys of Memcached with a prefix of their own. */
export const memcached = (prefix: string, only: Only = {}): Need => ({
  component: 'memcached',
  ...only,
  value: (at) => `${at.component('memcached')}/${nameIn(at.form, prefix)}`,
});

/** A database of MySQL for an account `NAME:PASSWORD`; one that nobody writes may be shared by both forms. */
export const mysql = (database: string, account: string, { isShared = false } = {}): Need => ({
  component: 'mysql',
  value: (at) =>
    `${withAccount(at.component('mysql'), account)}/${isShared ? database : nameIn(at.form, database)}`,
});

/** A schema of PostgreSQL, in both forms; the role's search path leads to it. */
export interface Schema {
  database: string;
  /** `NAME:PASSWORD` of the role. */
  role: string;
}

/** The URL of a schema on the server at `postgresUrl`. */
export const schemaUrl = (postgresUrl: string, { database, role }: Schema, form: Form): string =>
  `${withAccount(postgresUrl, role)}/${nameIn(form, database)}`;

/** A schema of PostgreSQL in both forms. */
export const postgresql = (schema: Schema, only: Only = {}): Need => ({
  component: 'postgresql',
  ...only,
  value: (at) => schemaUrl(at.component('postgresql'), schema, at.form),
});

/** A database of the service's own, the SQLite `file`, in the microservice form, and a schema of the shared PostgreSQL in the other. */
export const sql = (file: string, schema: Schema): Need => ({
  component: 'postgresql',
  value: (at) =>
    at.form === 'microservice'
      ? `sqlite:${at.folder?.(file) ?? file}`
      : schemaUrl(at.component('postgresql'), schema, at.form),
});

/** The broker RabbitMQ. */
export const rabbitmq = (only: Only = {}): Need => ({
  component: 'rabbitmq',
  ...only,
  value: (at) => at.component('rabbitmq'),
});

/** The broker Kafka: its addresses, separated by commas. */
export const kafka = (only: Only = {}): Need => ({
  component: 'kafka',
  ...only,
  value: (at) => at.component('kafka'),
});

/** Where another service or an additional action, `<service>-<purpose>`, is reached in the form. */
export const service = (name: string, only: Only = {}): Need => ({
  calls: name,
  ...only,
  value: (at) => at.service(name),
});

/**
 * A place for files, as `openFiles` of shared/state/files takes it: the URL that the variable names where the application is started,
 * else the folder that `folderVariable` names, else a folder of this run; empty where there is none.
 */
export const files = (name: string, folderVariable: string): Need => ({
  value(at, variable) {
    const folder = process.env[folderVariable] || at.folder?.(name);
    return process.env[variable] || (folder === undefined ? '' : pathToFileURL(folder).href);
  },
});

/** A value that does for a machine only its user can reach, such as a secret; another one when the variable is set at the start. */
export const overridable = (fallback: string, only: Only = {}): Need => ({
  ...only,
  value: (_at, variable) => process.env[variable] || fallback,
});

/** The form itself, for an entry that has to tell it to clients. */
export const formName = (): Need => ({ value: ({ form }) => form });

const withAccount = (url: string, account: string): string => url.replace(/\/\/([^@/]*@)?/, `//${account}@`);
