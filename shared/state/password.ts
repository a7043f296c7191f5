import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** The cost of a hash: about 30 ms and 16 MiB, so that four at once fit into a small container. */
const cost = { N: 16_384, r: 8, p: 1 };
const keyLength = 32;

/** A password as it is stored: `scrypt$N$r$p$salt$key`, the last two in base64. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, cost);
  return ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64'), key.toString('base64')].join('$');
}

/** Whether `password` is the one of which `stored` is the hash. Takes the same time for every wrong one. */
export async function verifyPassword(password: string, stored: string): Promise<boolean> {
  const [scheme, N, r, p, salt = '', key = ''] = stored.split('$');
  if (scheme !== 'scrypt')
    throw new Error(`a stored password is of the unknown kind ${scheme?.slice(0, 10)}`);
  const given = await derive(password, Buffer.from(salt, 'base64'), {
    N: Number(N),
    r: Number(r),
    p: Number(p),
  });
  return timingSafeEqual(given, Buffer.from(key, 'base64'));
}

const derive = (password: string, salt: Buffer, options: typeof cost): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    scrypt(password.normalize(), salt, keyLength, options, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
