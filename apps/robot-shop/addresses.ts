import * as z from 'zod';

/**
 * A base URL made of the host that a variable of the original names, for example `CATALOGUE_HOST`. The host may
 * bring its own port, as in `CART_ENDPOINT=cart:8080`.
 */
export function hostUrl(variable: string, fallback: string, port: number, scheme = 'http'): string {
  const host = process.env[variable] || fallback;
  return `${scheme}://${/:\d+$/.test(host) ? host : `${host}:${port}`}`;
}

/** A MongoDB URL; one without a database in its path means the original's database. */
export const mongoUrl = (name: string) =>
  z
    .string()
    .regex(/^mongodb(\+srv)?:\/\//, 'must be a mongodb:// URL')
    .default('mongodb://mongodb:27017')
    .transform((url) => url.replace(/^([^:]+:\/\/[^/?]+)\/?(?=\?|$)/, `$1/${name}`));

/** The broker's address; read by the entries that use it. */
export const amqpUrl = () => z.string().default(hostUrl('AMQP_HOST', 'guest:guest@rabbitmq', 5672, 'amqp'));

/** `original` brings back defects of the original that benchmarks or comparisons may want. */
export const compat = () => z.preprocess((text) => text || undefined, z.enum(['original']).optional());
