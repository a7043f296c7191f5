import * as z from 'zod';

/** The MongoDB database of all services; the host and the name of the original are the default. */
export const mongoUrl = () =>
  z
    .string()
    .regex(/^mongodb(\+srv)?:\/\//, 'must be a mongodb:// URL')
    .default('mongodb://mongo/sharelatex');

/** The Redis database of all services. */
export const redisUrl = () =>
  z
    .string()
    .regex(/^rediss?:\/\//, 'must be a redis:// URL')
    .default('redis://redis:6379');
