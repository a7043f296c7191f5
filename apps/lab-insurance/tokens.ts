import { compactVerify, SignJWT } from 'jose';
import * as z from 'zod';
import { safeParseJson } from '#shared/parse';

/** Who is logged in; `roles` are the codes of the products that the agent may sell. */
export interface Agent {
  login: string;
  roles: string[];
  avatar: string;
}

/** Seconds for which a token is good. */
export const tokenSeconds = 86_400;

/** The secret that signs the tokens, as a variable; the default is the original's, which everybody knows. */
export const jwtSecret = () =>
  z.string().min(1, 'must not be empty').default('pleaseChangeThisSecretForANewOne');

const keyOf = (secret: string): Uint8Array => new TextEncoder().encode(secret);

/** A token with the claims of the original: HS256, the agent's login as its subject. */
export function tokenFor({ login, roles, avatar }: Agent, secret: string, now = Date.now()): Promise<string> {
  const issuedAt = Math.floor(now / 1000);
  return new SignJWT({ roles, avatar })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(login)
    .setIssuer('auth-service')
    .setIssuedAt(issuedAt)
    .setNotBefore(issuedAt)
    .setExpirationTime(issuedAt + tokenSeconds)
    .sign(keyOf(secret));
}

const claims = z.object({
  sub: z.string().min(1),
  roles: z.array(z.string()).default([]),
  avatar: z.string().default(''),
  exp: z.number().optional(),
});

/**
 * Whom a token speaks for; undefined for one that is forged, damaged, too old or nobody's. As in the original neither
 * the issuer nor `nbf` is looked at, and a token without `exp` does not end.
 */
export async function agentOf(token: string, secret: string, now = Date.now()): Promise<Agent | undefined> {
  const verified = await compactVerify(token, keyOf(secret), { algorithms: ['HS256'] }).catch(
    () => undefined,
  );
  const data = verified && safeParseJson(claims, new TextDecoder().decode(verified.payload));
  if (data === undefined || (data.exp !== undefined && data.exp * 1000 <= now)) return undefined;
  return { login: data.sub, roles: data.roles, avatar: data.avatar };
}

/** The token of an `Authorization` header; the word `bearer` may be written as one likes. */
export const bearerToken = (header: string | undefined): string | undefined =>
  /^bearer +(\S+)$/i.exec(header ?? '')?.[1];
