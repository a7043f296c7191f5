import { randomBytes, randomUUID } from 'node:crypto';
import type { App } from '#shared/app/define-app';
import { Failure } from '#shared/cli/failure';
import { secretsOf } from '../../generate/compose-file.ts';

/** Values of secrets by the names of their variables. */
export type Secrets = Readonly<Record<string, string>>;

/**
 * Values for all secrets that the compose files of an application name. Both forms have the same ones. A secret that `given` has, by
 * default one that the environment sets, stays what it is; the others are new. Throws a failure for a given one that cannot work.
 */
export const newSecrets = (
  app: App,
  given: Readonly<Record<string, string | undefined>> = process.env,
): Secrets =>
  Object.fromEntries(secretsOf(app).map((name) => [name, checked(name, given[name] || newSecret(name))]));

/** A password is a part of addresses, in which other characters would mean something else. */
function checked(name: string, value: string): string {
  if (name.endsWith('_PASSWORD') && !/^[\w.~-]+$/.test(value))
    throw new Failure(
      `${name} has other characters than letters, digits, - . _ ~, and is a part of addresses: choose another one, or unset it to get a new one.`,
      2,
    );
  if (name === 'OW_AUTH' && !/^[^\s:]+:[^\s:]+$/.test(value))
    throw new Failure(`${name} is not UUID:KEY: choose another one, or unset it to get a new one.`, 2);
  return value;
}

/** A key of OpenWhisk is `UUID:KEY`. */
const newSecret = (name: string): string => {
  const key = randomBytes(32).toString('hex');
  return name === 'OW_AUTH' ? `${randomUUID()}:${key}` : key;
};
