import { randomUUID } from 'node:crypto';
import { after } from 'node:test';
import openwhisk, { type Client } from 'openwhisk';
import { startPlatform } from '#wsk/platform/platform';
import { newKey } from './helper.ts';

/** An OpenWhisk under test: the embedded one, or the real one that OPENWHISK_TEST_URL and OPENWHISK_TEST_AUTH name. */
export interface Target {
  apihost: string;
  /** `uuid:key`. */
  auth: string;
  namespace: string;
  /** Whether it is ours, so that what only ours does can be tested. */
  embedded: boolean;
  ow: Client;
  /** Something to begin names with, so that tests on a shared system do not meet. */
  prefix: string;
  /** Any path of the host, with credentials unless `anonymous`. */
  ask(method: string, path: string, options?: AskOptions): Promise<Answer>;
}

/** What to send beside method and path. */
export interface AskOptions {
  anonymous?: boolean;
  /** Sent as JSON when it is no text. */
  body?: unknown;
  headers?: Record<string, string>;
}

/** An answer, its body read as JSON where it is. */
export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  body: unknown;
}

/** The OpenWhisk to test; its own one is closed after the file's tests. */
export async function useTarget(): Promise<Target> {
  const { OPENWHISK_TEST_URL: url, OPENWHISK_TEST_AUTH: key = '' } = process.env;
  const auth = url === undefined ? newKey() : key;
  const own = url === undefined ? await startPlatform({ namespaces: { guest: auth } }) : undefined;
  if (own !== undefined) after(() => own.close());
  const apihost = (own?.apihost ?? url ?? '').replace(/\/+$/, '');
  const authorization = `Basic ${Buffer.from(auth).toString('base64')}`;
  const ask: Target['ask'] = async (method, path, { anonymous = false, body, headers = {} } = {}) => {
    const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
    const response = await fetch(apihost + path, {
      method,
      redirect: 'manual',
      headers: {
        ...(anonymous ? {} : { authorization }),
        ...(text === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(text === undefined ? {} : { body: text }),
    });
    const answer = await response.text();
    const json = response.headers.get('content-type')?.startsWith('application/json') && answer !== '';
    return {
      status: response.status,
      headers: response.headers,
      text: answer,
      body: json ? JSON.parse(answer) : undefined,
    };
  };
  const [namespace = '_'] = (await ask('GET', '/api/v1/namespaces')).body as string[];
  return {
    apihost,
    auth,
    namespace,
    ask,
    embedded: own !== undefined,
    ow: openwhisk({ apihost, api_key: auth, ignore_certs: true }),
    prefix: `t${randomUUID().slice(0, 8)}`,
  };
}
