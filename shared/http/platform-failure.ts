import type { IncomingHttpHeaders } from 'node:http';
import * as z from 'zod';
import { safeParseJson } from '../parse.ts';

/** The status line and the headers of a response. */
export interface ResponseHead {
  status: number;
  headers: IncomingHttpHeaders;
}

/** The body of a response that OpenWhisk itself makes. */
const madeByPlatform = z.object({ code: z.string(), error: z.string() });
/** The most bytes that a failure of OpenWhisk has, with room. */
export const maxFailureBytes = 8192;

/**
 * What OpenWhisk answers when it cannot run an action, and the status for the caller: an action that has not responded yet (202), that
 * has failed (400), that is missing, for example while it is being deployed (404), or that is refused for the load (429), and failures
 * of OpenWhisk. Its other errors are about the request, and true for the caller.
 */
const gatewayStatuses: Partial<Record<number, 502 | 503 | 504>> = {
  202: 504,
  400: 502,
  404: 503,
  429: 503,
  500: 502,
  502: 502,
  503: 503,
};

/** Whether a response may be a failure of OpenWhisk, by its head: only the small bodies of such responses need to be read. */
export const mayBePlatformFailure = ({ status, headers }: ResponseHead): boolean =>
  gatewayStatuses[status] !== undefined &&
  headers['x-request-id'] !== undefined &&
  headers['content-encoding'] === undefined &&
  headers['content-type']?.startsWith('application/json') === true &&
  Number(headers['content-length'] ?? 0) <= maxFailureBytes &&
  // A 400 without an activation is about the request.
  (status !== 400 || headers['x-openwhisk-activation-id'] !== undefined);

/**
 * The status by which a gateway reports a failure of OpenWhisk to its client: 502, 503 or 504. Undefined for the response of a
 * service, which never has the id of the request as its `code`.
 */
export function platformFailure(response: ResponseHead & { text: string }): 502 | 503 | 504 | undefined {
  const { status, headers, text } = response;
  if (!mayBePlatformFailure(response) || text.length > maxFailureBytes) return undefined;
  return safeParseJson(madeByPlatform, text)?.code === headers['x-request-id']
    ? gatewayStatuses[status]
    : undefined;
}
