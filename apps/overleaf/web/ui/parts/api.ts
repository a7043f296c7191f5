import type * as z from 'zod';
import { csrfToken, mayTryAgain } from './csrf.ts';
import { noteForm } from './observed-form.ts';
import { wordsOf } from './words.ts';

/**
 * Sends a request with the csrf token of the page, and again after somebody has logged in anew in another tab. Rejects with the words of
 * the site for what it refuses.
 */
export async function send(method: string, path: string, body?: object | FormData): Promise<Response> {
  for (let tries = 1; ; tries += 1) {
    const response = await sendOnce(method, path, body);
    noteForm(response);
    if (response.ok) return response;
    const text = await response.text();
    if (tries > 1 || !(await mayTryAgain(response.status, text)))
      throw new Error(wordsOf(response.status, text, body));
  }
}

function sendOnce(method: string, path: string, body?: object | FormData): Promise<Response> {
  const isForm = body instanceof FormData;
  return fetch(path, {
    method,
    headers: {
      accept: 'application/json',
      'x-csrf-token': csrfToken(),
      ...(body !== undefined && !isForm && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: isForm ? body : JSON.stringify(body) }),
  });
}

/** The same, and reads the JSON of the answer. */
export async function ask<Schema extends z.ZodType>(
  schema: Schema,
  method: string,
  path: string,
  body?: object | FormData,
): Promise<z.output<Schema>> {
  return schema.parse(await (await send(method, path, body)).json());
}
