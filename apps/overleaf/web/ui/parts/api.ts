import type * as z from 'zod';
import { metaText } from './metas.ts';
import { noteForm } from './observed-form.ts';
import { wordsOf } from './words.ts';

/** Sends a request with the csrf token of the page. Rejects with the words of the site for what it refuses. */
export async function send(method: string, path: string, body?: object | FormData): Promise<Response> {
  const isForm = body instanceof FormData;
  const response = await fetch(path, {
    method,
    headers: {
      accept: 'application/json',
      'x-csrf-token': metaText('ol-csrfToken'),
      ...(body !== undefined && !isForm && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: isForm ? body : JSON.stringify(body) }),
  });
  noteForm(response);
  if (response.ok) return response;
  throw new Error(wordsOf(response.status, await response.text(), body));
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
