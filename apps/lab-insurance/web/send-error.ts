import type { ServerResponse } from 'node:http';
import { type ErrorCode, statusOfCode } from '../errors.ts';

/** Codes for the front door's own errors, by the status of the proxy. A service that cannot be reached is 503, not 502, as everywhere here. */
const codes: Partial<Record<number, ErrorCode>> = {
  400: 'VALIDATION',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_ALLOWED',
  413: 'BODY_TOO_LARGE',
  502: 'UNAVAILABLE',
  503: 'UNAVAILABLE',
  504: 'TIMED_OUT',
};

/** Sends an error of the front door itself as `{message, code}`, marked by a header that no service sends. */
export function sendError(response: ServerResponse, status: number, message: string): void {
  if (response.destroyed || response.headersSent) return;
  const code = codes[status] ?? 'INTERNAL';
  response.writeHead(statusOfCode(code), {
    'content-type': 'application/json',
    'x-answered-by': 'front-door',
  });
  response.end(JSON.stringify({ message, code }));
}
