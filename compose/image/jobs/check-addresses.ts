import { Failure } from '#shared/cli/failure';

/**
 * Throws a failure for the addresses of components whose password has a character that ends it. The compose files put passwords into
 * addresses as they are, and a client would look for a server of a wrong name.
 */
export function checkAddresses(
  names: readonly string[],
  environment: Readonly<Record<string, string | undefined>> = process.env,
): void {
  const wrong = names.filter((name) => /^[\w+]+:\/\/[^/?#@]*:[^@]*[/?#@].*@/.test(environment[name] ?? ''));
  if (wrong.length === 0) return;
  throw new Failure(
    `${wrong.join(', ')}: the password in this address has one of / ? # @, which end it. Set a password of letters, digits, - . _ ~ in .env, or remove .env and let npm run compose -- --env write a new one.`,
    2,
  );
}
