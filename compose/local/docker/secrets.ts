import { randomBytes, randomUUID } from 'node:crypto';
import type { App } from '#shared/app/define-app';
import { secretsOf } from '../../generate/compose-file.ts';

/** Values of secrets by the names of their variables. */
export type Secrets = Readonly<Record<string, string>>;

/**
 * Values for all secrets that the compose files of an application name. Both forms have the same ones. A secret that `given` has, by
 * default one that the environment sets, stays what it is; the others are new.
 */
export const newSecrets = (
  app: App,
  given: Readonly<Record<string, string | undefined>> = process.env,
): Secrets => Object.fromEntries(secretsOf(app).map((name) => [name, given[name] || newSecret(name)]));

/** A key of OpenWhisk is `UUID:KEY`. */
const newSecret = (name: string): string => {
  const key = randomBytes(32).toString('hex');
  return name === 'OW_AUTH' ? `${randomUUID()}:${key}` : key;
};
