import * as z from 'zod';

/** The addresses of the broker, separated by commas; read by the entries that use one. */
export const kafkaBrokers = () => z.string().default('kafka:9092');
