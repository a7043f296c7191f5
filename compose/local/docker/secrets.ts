import { randomBytes, randomUUID } from 'node:crypto';
import type { Form } from '#shared/app/addresses';
import type { App } from '#shared/app/define-app';
import { secretsOf } from '../../generate/compose-file.ts';

/** New values for all secrets that the compose file of a form names: its variables. */
export const newSecrets = (app: App, form: Form): Record<string, string> =>
  Object.fromEntries(secretsOf(app, form).map((name) => [name, newSecret(name)]));

/** A key of OpenWhisk is `UUID:KEY`. */
const newSecret = (name: string): string => {
  const key = randomBytes(32).toString('hex');
  return name === 'OW_AUTH' ? `${randomUUID()}:${key}` : key;
};
