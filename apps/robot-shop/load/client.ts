import * as z from 'zod';
import { blameSystem, parseJson } from '#shared/parse';

/** What all users of a load count together. */
export interface Tally {
  requests: number;
  failures: string[];
}

/** The requests of one user; each throws when its answer is not as it should be. */
export interface Client {
  get<Schema extends z.ZodType>(path: string, schema: Schema): Promise<z.output<Schema>>;
  post<Schema extends z.ZodType>(path: string, body: object, schema: Schema): Promise<z.output<Schema>>;
  put(path: string): Promise<unknown>;
  /** Asks for a page rather than for JSON. */
  page(path: string): Promise<void>;
  /** Posts what shall be refused with this status. */
  refused(status: number, path: string, body: object): Promise<void>;
  /** Counts an error as a failure. A shop whose stock ends (without COMPAT=original) has some soon. */
  fail(error: unknown): void;
}

/** Milliseconds after which a request counts as failed. */
const deadlineMs = 30_000;
const failuresKept = 100;

/** Seven addresses as which the users come, out of the ranges that are reserved for documentation. */
const addresses = [
  '192.0.2.10',
  '192.0.2.77',
  '198.51.100.4',
  '198.51.100.120',
  '198.51.100.201',
  '203.0.113.9',
  '203.0.113.65',
];

/** The requests of one user of a shop at `baseUrl`. */
export function openClient(baseUrl: string, random: () => number, tally: Tally): Client {
  const url = baseUrl.replace(/\/+$/, '');

  async function send(method: string, path: string, body?: object, wanted = 200): Promise<string> {
    const from = addresses[Math.floor(random() * addresses.length)] ?? '192.0.2.10';
    tally.requests++;
    const response = await fetch(url + path, {
      method,
      headers: { 'x-forwarded-for': from, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(deadlineMs),
    }).catch((error: unknown) => {
      throw new Error(`${method} ${path} was not answered: ${String(error)}`);
    });
    const text = await response.text();
    if (response.status !== wanted) {
      throw new Error(`${method} ${path} answered ${response.status}: ${text.slice(0, 200)}`);
    }
    return text;
  }

  const answerTo = (method: string, path: string): string => `the answer to ${method} ${path}`;

  return {
    get: async (path, schema) =>
      parseJson(schema, await send('GET', path), answerTo('GET', path), blameSystem),
    post: async (path, body, schema) =>
      parseJson(schema, await send('POST', path, body), answerTo('POST', path), blameSystem),
    put: async (path) => parseJson(z.unknown(), await send('PUT', path), answerTo('PUT', path), blameSystem),
    page: async (path) => void (await send('GET', path)),
    refused: async (status, path, body) => void (await send('POST', path, body, status)),
    fail(error) {
      if (tally.failures.length < failuresKept) tally.failures.push(String(error));
    },
  };
}
