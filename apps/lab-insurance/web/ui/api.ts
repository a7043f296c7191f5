import type { ObservedForm } from '../../../../shared/ui/form-badge.tsx';
import { createStore } from '../../../../shared/ui/store.ts';
import { end, session } from './session.ts';

/** The form in which the last answer was made. */
export const observedForm = createStore<ObservedForm>(undefined);

/** Calls that somebody waits for, oldest first. */
export const pending = createStore<{ id: number; path: string; since: number }[]>([]);

/** Paths whose last answer only stood in for one that could not be had. */
export const degraded = createStore<ReadonlySet<string>>(new Set());

/** An answer that is no success, with a text that can be shown. */
export class ApiError extends Error {
  /** 0 when there was no answer at all. */
  readonly status: number;
  /** The policy that an offer has become already. */
  readonly policyNumber: string | undefined;

  constructor(status: number, message: string, policyNumber?: string) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.policyNumber = policyNumber;
  }
}

/** How a call is made. */
export interface CallOptions {
  /** Sent as JSON, which makes the call a POST. */
  json?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
  /** For calls that nobody waits for. */
  quiet?: boolean;
}

let calls = 0;

/** Asks the portal's API and answers the JSON. Throws `ApiError`; without a valid token the session ends as well. */
export async function api<Body>(path: string, options: CallOptions = {}): Promise<Body> {
  const token = session.get()?.token;
  const id = ++calls;
  if (!options.quiet) pending.set((all) => [...all, { id, path, since: performance.now() }]);
  try {
    const answer = await send(path, token, options);
    const text = await answer.text();
    note(path, answer.headers);
    if (answer.ok) return parsed(text) as Body;
    if (answer.status === 401 && token !== undefined && session.get()?.token === token)
      end('Your session has ended. Log in again to go on where you were.');
    throw failure(answer.status, parsed(text));
  } catch (error) {
    if (error instanceof ApiError || options.signal?.aborted) throw error;
    throw new ApiError(0, 'The portal cannot be reached. Check that it is running, then try again.');
  } finally {
    if (!options.quiet) pending.set((all) => all.filter((call) => call.id !== id));
  }
}

function send(
  path: string,
  token: string | undefined,
  { json, headers, signal }: CallOptions,
): Promise<Response> {
  return fetch(path, {
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(json !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(json !== undefined && { method: 'POST', body: JSON.stringify(json) }),
    ...(signal && { signal }),
  });
}

function note(path: string, headers: Headers): void {
  const form = headers.get('x-form');
  if (form === 'microservice' || form === 'serverless') observedForm.set(form);
  const known = degraded.get();
  const isDegraded = headers.get('x-degraded') === 'true';
  if (known.has(path) === isDegraded) return;
  degraded.set(new Set(isDegraded ? [...known, path] : [...known].filter((other) => other !== path)));
}

function failure(status: number, body: unknown): ApiError {
  const { message, policyNumber } = Object(body) as { message?: unknown; policyNumber?: unknown };
  const words = typeof message === 'string' && message !== '' ? message : `The portal answered ${status}.`;
  return new ApiError(status, words, typeof policyNumber === 'string' ? policyNumber : undefined);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
