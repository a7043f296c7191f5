import { randomBytes } from 'node:crypto';
import { sendStep } from '#shared/app/scenario-request';

/** What a request sends, beside its method and path. */
export interface SiteRequest {
  /** A body that is sent as JSON. */
  json?: unknown;
  /** The expected status; 200 without it. */
  status?: number;
  headers?: Record<string, string>;
}

/** Somebody who uses the site of Overleaf: keeps the cookie of the session, and sends its csrf token. */
export class Visitor {
  readonly url: string;
  /** The cookie of the session, as a request sends it. */
  cookie = '';
  #token = '';

  constructor(url: string) {
    this.url = url;
  }

  /** Sends a request. Rejects with one sentence when the answer has another status than the expected one. */
  async send(
    method: string,
    path: string,
    { json, status, headers = {} }: SiteRequest = {},
  ): Promise<Response> {
    if (method !== 'GET' && this.#token === '') await this.renewToken();
    const response = await sendStep(`${method} ${path}`, this.url + path, {
      method,
      redirect: 'manual',
      ...(status !== undefined && { status }),
      ...(json !== undefined && { body: JSON.stringify(json) }),
      headers: {
        accept: 'application/json',
        cookie: this.cookie,
        'x-csrf-token': this.#token,
        ...(json !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
    });
    const cookie = response.headers.getSetCookie()[0]?.split(';', 1)[0];
    if (cookie !== undefined) this.cookie = cookie;
    return response;
  }

  get = (path: string, request?: SiteRequest): Promise<Response> => this.send('GET', path, request);
  post = (path: string, json: unknown = {}, request: SiteRequest = {}): Promise<Response> =>
    this.send('POST', path, { ...request, json });

  /** Gets a csrf token; due after a log-in, which has a new secret. */
  async renewToken(): Promise<void> {
    this.#token = await (await this.send('GET', '/dev/csrf')).text();
  }

  /** Registers somebody new, who is logged in from then on. Returns the address. */
  async register(password = randomBytes(9).toString('base64url')): Promise<string> {
    const email = `${randomBytes(6).toString('hex')}@example.org`;
    await this.post('/register', { email, password });
    await this.renewToken();
    return email;
  }
}
