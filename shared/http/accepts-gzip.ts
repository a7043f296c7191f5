import Negotiator from 'negotiator';

/** Whether a client takes gzip, by its Accept-Encoding header (RFC 9110, section 12.5.3). */
export function acceptsGzip(header: string | undefined): boolean {
  if (!header) return false;
  return new Negotiator({ headers: { 'accept-encoding': header } }).encodings(['gzip', 'x-gzip']).length > 0;
}
