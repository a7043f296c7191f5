import * as z from 'zod';

/** The MongoDB database of all services; the host and the name of the original are the default. */
export const mongoUrl = () =>
  z
    .string()
    .regex(/^mongodb(\+srv)?:\/\//, 'must be a mongodb:// URL')
    .default('mongodb://mongo/sharelatex');
