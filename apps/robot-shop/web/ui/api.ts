import { beginCall } from './requests.ts';

/** An answer that is no success, with a text that can be shown. */
export class ApiError extends Error {
  /** 0 when there was no answer at all. */
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
  }
}

/** How a call is made. */
export interface CallOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  json?: unknown;
  signal?: AbortSignal;
}

/** Calls the shop's API and answers the JSON, or the text when it is none. Throws an ApiError otherwise. */
export async function api<Body>(
  path: string,
  { method = 'GET', json, signal }: CallOptions = {},
): Promise<Body> {
  const ended = beginCall(method, path);
  let answer: Response;
  let text: string;
  try {
    answer = await fetch(path, {
      method,
      ...(json !== undefined && {
        body: JSON.stringify(json),
        headers: { 'content-type': 'application/json' },
      }),
      ...(signal && { signal }),
    });
    text = await answer.text();
  } catch (error) {
    ended();
    if (signal?.aborted) throw error;
    throw new ApiError(0, 'The shop cannot be reached. Check that it is running, then try again.');
  }
  ended(answer);
  const body = parsed(text);
  if (!answer.ok) throw new ApiError(answer.status, reason(answer.status, text, body));
  return (body ?? text) as Body;
}

/** A path below /api, each part escaped. */
export const at = (service: string, ...parts: (string | number)[]): string =>
  `/api/${service}/${parts.map((part) => encodeURIComponent(part)).join('/')}`;

/** Turns a 404 into `instead`; other errors stay. */
export const whenMissing =
  <Value>(instead: Value) =>
  (error: unknown): Value => {
    if (error instanceof ApiError && error.status === 404) return instead;
    throw error;
  };

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

// The services answer errors as plain text, the shipping service as JSON, a framework's own page as HTML.
function reason(status: number, text: string, body: unknown): string {
  if (typeof body === 'object' && body !== null) {
    const { message, error } = body as { message?: unknown; error?: unknown };
    const words = [message, error].find((part) => typeof part === 'string' && part !== '');
    if (words !== undefined) return `${String(words)} (status ${status})`;
  }
  const plain = text.trim();
  if (plain === '' || plain.startsWith('<') || plain.length > 300)
    return `The shop answered with status ${status}`;
  return plain;
}
