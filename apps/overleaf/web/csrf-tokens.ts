import Tokens from 'csrf';

// Tokens of 36 letters, as some clients expect: 8 of salt, a dash, and 27 of a digest of salt and secret.
const tokens = new Tokens();

/** A secret for a session. */
export const newCsrfSecret = (): string => tokens.secretSync();

/** A token that shows that its sender has seen a page of the session with this secret. */
export const csrfTokenOf = (secret: string): string => tokens.create(secret);

export const isCsrfToken = (secret: string, token: string): boolean => tokens.verify(secret, token);
