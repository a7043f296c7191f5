import type { ObservedForm } from '../../../../shared/ui/form-badge.tsx';
import { createStore } from '../../../../shared/ui/store.ts';

/** The form in which the last answer was made. */
export const observedForm = createStore<ObservedForm>(undefined);

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

/** Asks the API; with `form` it is a POST. Answers that lead to another page are not followed. Throws `ApiError`. */
export async function api(
  path: string,
  { form, body, signal }: { form?: Record<string, string>; body?: FormData; signal?: AbortSignal } = {},
): Promise<string> {
  const sent = form === undefined ? body : new URLSearchParams(form);
  let answer: Response;
  try {
    answer = await fetch(path, {
      ...(sent === undefined ? {} : { method: 'POST', body: sent }),
      ...(signal && { signal }),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ApiError(0, 'The network cannot be reached. Check that it is running, then try again.');
  }
  const text = await answer.text();
  const served = answer.headers.get('x-form');
  if (served === 'microservice' || served === 'serverless') observedForm.set(served);
  if (answer.ok) return text;
  throw new ApiError(
    answer.status,
    text.length > 300 ? `Status ${answer.status}` : text.replace(/^[\w -]+ (failure|Failed): /, ''),
  );
}

/** The same for an answer in JSON. */
export const apiJson = async <Body>(path: string, signal?: AbortSignal): Promise<Body> =>
  JSON.parse(await api(path, signal === undefined ? {} : { signal })) as Body;

/** Names and values as the query of a path. */
export const query = (values: Record<string, string | number>): string =>
  `?${new URLSearchParams(Object.entries(values).map(([name, value]) => [name, String(value)]))}`;
