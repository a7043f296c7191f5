import { once } from 'node:events';
import { type IncomingMessage, request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import type * as z from 'zod';
import { Failure } from '#shared/cli/failure';
import { blameSystem, parseJson } from '#shared/parse';

/** The host refuses a request. */
export class Refused extends Failure {
  readonly status: number;

  constructor(request: string, status: number, reason: string) {
    super(`${request} is refused with ${status}${reason === '' ? '' : `: ${reason}`}`);
    this.name = 'Refused';
    this.status = status;
  }
}

/** The REST API of an OpenWhisk. Paths begin below `/api/v1/namespaces`; `_` is the namespace of the key. */
export interface Rest {
  /** What is at a path; undefined when that is nothing. Throws `Refused` for a status of 400 or more that is not 404. */
  read<Schema extends z.ZodType>(schema: Schema, path: string): Promise<z.output<Schema> | undefined>;
  /** Creates or replaces an entity. Throws `Refused`. */
  put(path: string, entity: object): Promise<void>;
  /** Deletes an entity; false when it was not there. Throws `Refused`. */
  remove(path: string): Promise<boolean>;
  /** Invokes an action and waits for it, or fires a trigger. Throws `Refused`. */
  post(path: string, params: object): Promise<void>;
  /** The same, with what is answered. */
  ask<Schema extends z.ZodType>(schema: Schema, path: string, params: object): Promise<z.output<Schema>>;
}

/** An OpenWhisk and a key of one of its namespaces. */
export interface Host {
  apihost: string;
  /** `uuid:key` of the namespace. */
  auth: string;
  /** Whether any certificate of the host is accepted; default: only one that the machine trusts. */
  insecure?: boolean;
}

/** A request is sent three times at most when the connection breaks, as it does on a busy machine. */
const repeatAfterMs = [200, 1000];

/** Longer than a host waits for an action that sets an alarm, which is 60 s. */
const patienceMs = 90_000;

/**
 * Sends one request with the key of a host, and again when the connection breaks. Throws a failure when there is no response, at once
 * when none has come for `withinMs`.
 */
export async function send(
  host: Host,
  method: string,
  path: string,
  body?: object,
  withinMs = patienceMs,
): Promise<{ status: number; text: string }> {
  for (let attempt = 0; ; attempt++) {
    const limit = AbortSignal.timeout(withinMs);
    try {
      return await request(host, method, path, body, limit);
    } catch (error) {
      const wait = repeatAfterMs[attempt];
      if (wait === undefined || limit.aborted) {
        const reason = limit.aborted ? `none within ${withinMs / 1000} s` : (error as Error).message;
        throw new Failure(`${host.apihost} sends no response to ${method} ${path}: ${reason}`);
      }
      await delay(wait);
    }
  }
}

/** A client of the REST API of a host. Each request fails when the host sends no response for `withinMs`. */
export function restOf(host: Host, withinMs = patienceMs): Rest {
  async function accepted(method: string, path: string, body?: object): Promise<string> {
    const { status, text } = await send(host, method, `/api/v1/namespaces/${path}`, body, withinMs);
    if (status >= 400) throw new Refused(`${method} ${path}`, status, reasonIn(text));
    return text;
  }
  const isMissing = (error: unknown): boolean => error instanceof Refused && error.status === 404;
  return {
    async read(schema, path) {
      try {
        return parseJson(schema, await accepted('GET', path), path, blameSystem);
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },
    async put(path, entity) {
      await accepted('PUT', `${path}?overwrite=true`, entity);
    },
    async remove(path) {
      try {
        await accepted('DELETE', path);
        return true;
      } catch (error) {
        if (isMissing(error)) return false;
        throw error;
      }
    },
    async post(path, params) {
      await accepted('POST', path, params);
    },
    ask: async (schema, path, params) =>
      parseJson(schema, await accepted('POST', path, params), path, blameSystem),
  };
}

/** Sends one request with the key of a host. Rejects when there is no response. */
export async function request(
  { apihost, auth, insecure = false }: Host,
  method: string,
  path: string,
  body?: object,
  signal?: AbortSignal,
): Promise<{ status: number; text: string }> {
  const url = new URL(apihost + path);
  const send = url.protocol === 'https:' ? overHttps : overHttp;
  const outgoing = send(url, {
    method,
    auth,
    // fetch has no such option.
    rejectUnauthorized: !insecure,
    headers: body === undefined ? {} : { 'content-type': 'application/json' },
    ...(signal === undefined ? {} : { signal }),
  });
  outgoing.end(body === undefined ? undefined : JSON.stringify(body));
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
  return { status: response.statusCode ?? 0, text: await text(response) };
}

/** The text of OpenWhisk's error body, else the first letters of the body. */
function reasonIn(text: string): string {
  const [, reason] = /"error":\s*"((?:[^"\\]|\\.)*)"/.exec(text) ?? [];
  return reason ?? text.slice(0, 200);
}
