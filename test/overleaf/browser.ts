import { randomBytes } from 'node:crypto';

/** What a site has answered. */
export interface Page {
  status: number;
  headers: Headers;
  text: string;
  /** What JSON says, else the text. */
  body: unknown;
}

/** What a browser sends. */
export interface Sent {
  json?: unknown;
  form?: Record<string, string>;
  /** The kind of answer that is wanted; JSON without it. */
  accept?: string;
  headers?: Record<string, string>;
  /** Another csrf token than that of the session, or none with false. */
  csrf?: string | false;
}

/** A browser on the site of Overleaf: it keeps cookies, follows nothing, and shows the csrf token of its session. */
export interface Browser {
  ask(method: string, path: string, sent?: Sent): Promise<Page>;
  get(path: string, sent?: Sent): Promise<Page>;
  post(path: string, json?: unknown, sent?: Sent): Promise<Page>;
  /** The csrf token of the session. */
  csrfToken(): Promise<string>;
  /** Logs in; the test fails where that fails. */
  logIn(email: string, password: string): Promise<void>;
  /** The `Cookie` header. */
  readonly cookie: string;
  /** Takes over the cookies of another one. */
  takeCookie(cookie: string): void;
}

/** Opens a browser without cookies on the site at `url`. */
export function openBrowser(url: string): Browser {
  // Limits by the address of a client are for each browser.
  const address = [10, ...randomBytes(3)].join('.');
  let cookie = '';
  let token: string | undefined;

  const browser: Browser = {
    async ask(method, path, sent = {}) {
      const isUnsafe = !['GET', 'HEAD'].includes(method);
      const csrf = isUnsafe && sent.csrf === undefined ? await browser.csrfToken() : sent.csrf;
      const response = await fetch(url + path, {
        method,
        redirect: 'manual',
        ...contentOf(sent),
        headers: {
          accept: sent.accept ?? 'application/json',
          ...(cookie !== '' && { cookie }),
          ...(csrf && { 'x-csrf-token': csrf }),
          'x-forwarded-for': address,
          ...contentOf(sent).headers,
          ...sent.headers,
        },
      });
      keepCookie(response);
      const text = await response.text();
      const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
      const body: unknown = isJson && text !== '' ? JSON.parse(text) : text;
      return { status: response.status, headers: response.headers, text, body };
    },
    get: (path, sent) => browser.ask('GET', path, sent),
    post: (path, json, sent) => browser.ask('POST', path, { ...(json !== undefined && { json }), ...sent }),
    async csrfToken() {
      token ??= metaIn(await browser.get('/login', { accept: 'text/html' }), 'ol-csrfToken');
      return token;
    },
    async logIn(email, password) {
      const { body } = await browser.post('/login', { email, password });
      if (Object(body).redir === undefined)
        throw new Error(`${email} cannot log in: ${JSON.stringify(body)}`);
    },
    get cookie() {
      return cookie;
    },
    takeCookie(taken) {
      cookie = taken;
      token = undefined;
    },
  };

  function keepCookie({ headers }: Response): void {
    for (const each of headers.getSetCookie()) {
      const [set = ''] = each.split(';', 1);
      if (set !== cookie) browser.takeCookie(set);
    }
  }

  return browser;
}

function contentOf({ json, form }: Sent): { body?: string; headers?: Record<string, string> } {
  if (form !== undefined)
    return {
      body: new URLSearchParams(form).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    };
  if (json === undefined) return {};
  return { body: JSON.stringify(json), headers: { 'content-type': 'application/json' } };
}

/** The content of a meta of a page; empty when there is none. */
export const metaIn = ({ text }: Page, name: string): string =>
  new RegExp(`<meta name="${name}"(?: data-type="json")? content="([^"]*)">`).exec(text)?.[1] ?? '';
