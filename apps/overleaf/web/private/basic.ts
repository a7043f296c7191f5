import { timingSafeEqual } from 'node:crypto';
import type { RequestHandler } from 'express';
import { config } from '../config.ts';

const wanted = Buffer.from(
  `Basic ${Buffer.from(`sharelatex:${config.WEB_API_PASSWORD}`).toString('base64')}`,
);

/** Lets only those pass who show the password of the services. */
export const needsPassword: RequestHandler = ({ headers: { authorization = '' } }, response, next) => {
  const given = Buffer.from(authorization);
  if (given.length === wanted.length && timingSafeEqual(given, wanted)) return next();
  response.set('WWW-Authenticate', 'Basic realm="Overleaf"').status(401).send('Unauthorized');
};
