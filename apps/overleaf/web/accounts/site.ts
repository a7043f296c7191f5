import type { Request } from 'express';
import { unavailable } from '#shared/errors';
import { config } from '../config.ts';

/** An address of this site, for a mail; without SITE_URL, at the host that the request names. */
export const siteUrl = (request: Request, path: string): string =>
  (config.SITE_URL?.replace(/\/+$/, '') ?? `${request.protocol}://${request.host}`) + path;

/**
 * The same for a secret in a mail that anybody may have sent to somebody: the host that the request names counts only on this machine,
 * because who asks could name his own. Throws `unavailable` when SITE_URL is missing.
 */
export function certainSiteUrl(request: Request, path: string): string {
  if (config.SITE_URL === undefined && !/^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(request.hostname))
    throw unavailable(
      'no mail can be sent: the administrator has to set SITE_URL to the address of this site',
    );
  return siteUrl(request, path);
}
