import type { IncomingHttpHeaders } from 'node:http';
import { gunzipSync } from 'node:zlib';

/** The text of a body of a response, which may be compressed by gzip. Throws when it says so and is not. */
export const bodyText = (headers: IncomingHttpHeaders, body: Buffer): string =>
  (headers['content-encoding'] === 'gzip' && body.length > 0 ? gunzipSync(body) : body).toString();
