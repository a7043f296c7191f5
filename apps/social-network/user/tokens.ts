import { jwtVerify, SignJWT } from 'jose';

/** Whom a token speaks for. */
export interface TokenUser {
  user_id: bigint;
  username: string;
}

/** Seconds for which a token is good. */
const ttl = 3600;

const keyOf = (secret: string): Uint8Array => new TextEncoder().encode(secret);

/** A token as the original makes it: HS256, all members texts, with its own `timestamp` and `ttl` in seconds. */
export const tokenFor = (
  { user_id, username }: TokenUser,
  secret: string,
  now = Date.now(),
): Promise<string> =>
  new SignJWT({
    user_id: `${user_id}`,
    username,
    timestamp: `${Math.floor(now / 1000)}`,
    ttl: `${ttl}`,
  })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .sign(keyOf(secret));

/** Whom a token speaks for; undefined for one that is forged, damaged or too old. */
export async function userOf(
  token: string,
  secret: string,
  now = Date.now(),
): Promise<TokenUser | undefined> {
  const verified = await jwtVerify(token, keyOf(secret), { algorithms: ['HS256'] }).catch(() => undefined);
  const { user_id, username, timestamp, ttl: seconds } = verified?.payload ?? {};
  if (typeof user_id !== 'string' || !/^\d{1,19}$/.test(user_id) || typeof username !== 'string')
    return undefined;
  const until = (Number(timestamp) + Number(seconds)) * 1000;
  return until >= now ? { user_id: BigInt(user_id), username } : undefined;
}
