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
  /** Whether it is the embedded one; some tests apply to it only. */
  embedded: boolean;
  /** Why nothing that needs the API gateway can be tested here, or false. */
  noGateway: string | false;
  ow: Client;
  /** A random prefix for names, so that tests on a shared system do not interfere. */
  prefix: string;
  /** Sends a request to any path of the host, with credentials unless `anonymous`. */
  ask(method: string, path: string, options?: AskOptions): Promise<TargetResponse>;
}

/** Options of a request. */
export interface AskOptions {
  anonymous?: boolean;
  /** A string is sent unchanged, another value as JSON. */
  body?: unknown;
  headers?: Record<string, string>;
}

/** A response; `body` is its parsed JSON, or undefined. */
export interface TargetResponse {
  status: number;
  headers: Headers;
  text: string;
  body: unknown;
}

/** The OpenWhisk to test; an embedded one is closed after the tests of the file. */
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
  const gateway = await ask('GET', '/api/v1/web/whisk.system/apimgmt/getApi.http', { anonymous: true });
  const [namespace = '_'] = (await ask('GET', '/api/v1/namespaces')).body as string[];
  return {
    apihost,
    auth,
    namespace,
    ask,
    embedded: own !== undefined,
    noGateway: gateway.status === 404 && `${apihost} has no API gateway (whisk.system/apimgmt)`,
    ow: openwhisk({ apihost, api_key: auth, ignore_certs: true }),
    prefix: `t${randomUUID().slice(0, 8)}`,
  };
}
