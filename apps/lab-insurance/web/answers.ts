import type { ServerResponse } from 'node:http';
import { type ErrorCode, statusOfCode } from '../errors.ts';

/** Codes for what the front door itself cannot do; one that it cannot reach is 503, not 502, as everywhere here. */
const codes: Partial<Record<number, ErrorCode>> = {
  400: 'VALIDATION',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_ALLOWED',
  413: 'BODY_TOO_LARGE',
  502: 'UNAVAILABLE',
  504: 'TIMED_OUT',
};

/** An error of the front door's own as `{message, code}`, marked so that nobody takes it for a service's. */
export function answerError(response: ServerResponse, status: number, message: string): void {
  if (response.destroyed || response.headersSent) return;
  const code = codes[status] ?? 'INTERNAL';
  response.writeHead(statusOfCode(code), {
    'content-type': 'application/json',
    'x-answered-by': 'front-door',
  });
  response.end(JSON.stringify({ message, code }));
}
