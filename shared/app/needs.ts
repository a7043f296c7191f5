import { pathToFileURL } from 'node:url';
import type { Addresses, ComponentName, Form } from './addresses.ts';

/** A need of a service, for example a database. Its value becomes the environment variable under which app.ts lists the need. */
export interface Need {
  /** The component that must run. */
  component?: ComponentName;
  /** The service or additional action that the service calls. */
  calls?: string;
  /** The service of the other form that the service calls. */
  callsOther?: string;
  /** The only form that has the need; default: both forms. */
  only?: Form;
  /** The value in a form; `variable` is the name under which app.ts lists the need. */
  value(at: Addresses, variable: string): string;
}

/** Options of a need. */
export interface NeedOptions {
  /** The only form that has the need; default: both forms. */
  only?: Form;
}

/** The name of a database or schema in a form. Both forms use the same servers, but each has its own data. */
export const nameIn = (form: Form, name: string): string =>
  form === 'microservice' ? name : `${name}_serverless`;

/** The URL of a MongoDB database. */
export const mongo = (database: string, options: NeedOptions = {}): Need => ({
  component: 'mongodb',
  ...options,
  value: (at) => `${at.component('mongodb')}/${nameIn(at.form, database)}`,
});

/**
 * The URL of a Redis database. A server has 16 databases, two for each `index` from 0 to 7; Robot Shop uses the index 0, the Social
 * Network 1 to 4, Overleaf 5.
 */
export const redis = (index: number, options: NeedOptions = {}): Need => ({
  component: 'redis',
  ...options,
  value: (at) => `${at.component('redis')}/${redisNumber(index, at.form)}`,
});

/** The number of a Redis database in a form. */
export const redisNumber = (index: number, form: Form): number =>
  2 * index + (form === 'microservice' ? 0 : 1);

/** The URL of a Memcached server with a prefix for all keys. */
export const memcached = (prefix: string, options: NeedOptions = {}): Need => ({
  component: 'memcached',
  ...options,
  value: (at) => `${at.component('memcached')}/${nameIn(at.form, prefix)}`,
});

/** The URL of a MySQL database for an account `NAME:PASSWORD`. Both forms may share a database that no service writes. */
export const mysql = (database: string, account: string, { isShared = false } = {}): Need => ({
  component: 'mysql',
  value: (at) =>
    `${withAccount(at.component('mysql'), account)}/${isShared ? database : nameIn(at.form, database)}`,
});

/** A schema of PostgreSQL, which is in the search path of its role. */
export interface Schema {
  database: string;
  /** `NAME:PASSWORD` of the role. */
  role: string;
}

/** The URL of a schema on the server at `postgresUrl`. */
export const schemaUrl = (postgresUrl: string, { database, role }: Schema, form: Form): string =>
  `${withAccount(postgresUrl, role)}/${nameIn(form, database)}`;

/** The URL of a PostgreSQL schema. */
export const postgresql = (schema: Schema, options: NeedOptions = {}): Need => ({
  component: 'postgresql',
  ...options,
  value: (at) => schemaUrl(at.component('postgresql'), schema, at.form),
});

/** The URL of a private SQLite database in the microservice form, and of a schema in the shared PostgreSQL in the serverless form. */
export const sql = (file: string, schema: Schema): Need => ({
  component: 'postgresql',
  value: (at) =>
    at.form === 'microservice'
      ? `sqlite:${at.folder?.(file) ?? file}`
      : schemaUrl(at.component('postgresql'), schema, at.form),
});

/** The URL of RabbitMQ. */
export const rabbitmq = (options: NeedOptions = {}): Need => ({
  component: 'rabbitmq',
  ...options,
  value: (at) => at.component('rabbitmq'),
});

/** The addresses of the Kafka brokers, separated by commas. */
export const kafka = (options: NeedOptions = {}): Need => ({
  component: 'kafka',
  ...options,
  value: (at) => at.component('kafka'),
});

/** The URL of another service or of an additional action, `<service>-<purpose>`. */
export const service = (name: string, options: NeedOptions = {}): Need => ({
  calls: name,
  ...options,
  value: (at) => at.service(name),
});

/** The URL of a service in the other form: the value of the variable when the application is started; empty when that form does not run. */
export const serviceOfOther = (name: string): Need => ({
  callsOther: name,
  value: (at, variable) => process.env[variable] || at.other?.service(name) || '',
});

/**
 * The URL of a file store for `openFiles` of shared/state/files: the value of the variable when the application is started, else the
 * folder in `folderVariable`, else a folder of this run; empty when there is no such folder.
 */
export const files = (name: string, folderVariable: string): Need => ({
  value(at, variable) {
    const folder = process.env[folderVariable] || at.folder?.(name);
    return settingOf(at, variable, folder === undefined ? '' : pathToFileURL(folder).href);
  },
});

/** A folder for files of a service's process: the value of the variable when the application is started, else a folder of this run. */
export const folder = (name: string, options: NeedOptions = {}): Need => ({
  ...options,
  value: (at, variable) => settingOf(at, variable, at.folder?.(name) ?? ''),
});

/** The URL at which others reach the service itself, for links to what it has. */
export const ownUrl = (name: string): Need => ({ value: (at) => at.service(name) });

const settingOf = (at: Addresses, variable: string, fallback: string): string =>
  at.setting?.(variable, fallback) ?? (process.env[variable] || fallback);

/** A fixed value, such as a secret for a machine that only its user can reach; the variable overrides it at the start. */
export const overridable = (fallback: string, options: NeedOptions = {}): Need => ({
  ...options,
  value: (at, variable) => settingOf(at, variable, fallback),
});

/** The name of the form, for an entry that reports it to clients. */
export const formName = (): Need => ({ value: ({ form }) => form });

const withAccount = (url: string, account: string): string => url.replace(/\/\/([^@/]*@)?/, `//${account}@`);

/** A value for a machine that only its user can reach, and one for everywhere else; the variable overrides both at the start. */
export const localOr = (here: string, elsewhere: string): Need => ({
  value: (at, variable) => settingOf(at, variable, at.folder === undefined ? elsewhere : here),
});
