/** What all users of a load count together. */
export interface Tally {
  requests: number;
  failures: string[];
}

/** The requests of one user; each throws when its answer is not as it should be. */
export interface Client {
  get<Body>(path: string): Promise<Body>;
  post<Body>(path: string, body: object): Promise<Body>;
  put<Body>(path: string): Promise<Body>;
  /** Asks for a page rather than for JSON. */
  page(path: string): Promise<void>;
  /** Runs requests that shall be answered with another status than 200. */
  expecting(status: number, requests: () => Promise<unknown>): Promise<void>;
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
  let wanted = 200;

  async function send(method: string, path: string, body?: object): Promise<string> {
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

  async function sendForJson<Body>(method: string, path: string, body?: object): Promise<Body> {
    const text = await send(method, path, body);
    if (wanted !== 200) return undefined as Body;
    try {
      return JSON.parse(text) as Body;
    } catch {
      throw new Error(`${method} ${path} answered no JSON: ${text.slice(0, 200)}`);
    }
  }

  return {
    get: (path) => sendForJson('GET', path),
    post: (path, body) => sendForJson('POST', path, body),
    put: (path) => sendForJson('PUT', path),
    page: async (path) => void (await send('GET', path)),
    async expecting(status, requests) {
      wanted = status;
      try {
        await requests();
      } finally {
        wanted = 200;
      }
    },
    fail(error) {
      if (tally.failures.length < failuresKept) tally.failures.push(String(error));
    },
  };
}
