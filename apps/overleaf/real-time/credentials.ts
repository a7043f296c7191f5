import { config } from './config.ts';

/** The `Authorization` header of the private APIs, of which this service has one too. */
export const authorization = `Basic ${Buffer.from(`sharelatex:${config.WEB_API_PASSWORD}`).toString('base64')}`;
