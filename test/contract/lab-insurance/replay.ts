import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { addDays, today } from '#apps/lab-insurance/dates';
import type { DeployedForm } from '#test/harness/forms';
import { jwtSecret } from '#test/lab-insurance/client';
import type { Names } from './compare.ts';

/** A request to the original, and what it answered. */
export interface Recorded {
  /** The line of `recorded.jsonl`. */
  line: number;
  request: {
    service: string;
    method: string;
    path: string;
    json?: unknown;
    raw?: string | null;
    contentType?: string | null;
    headers?: Record<string, string>;
    auth?: string;
  };
  answer: { status: number; body: unknown };
  note?: string;
}

/** A policy that was sold for the requests that follow. */
export interface Sale {
  line: number;
  policy: string;
  from: string;
  to: string;
  premium: number;
}

/** What we answer. */
export interface Answer {
  status: number;
  body: unknown;
}

/** The service that the recording calls by a name. */
export const serviceOf = (name: string): string => (name === 'search' ? 'policy-search' : name);

/** The recorded requests to services, and the sales that they need, with days as days from today. */
export function recordedSteps(services: readonly string[]): (Recorded | Sale)[] {
  const text = readFileSync(new URL('./recorded.jsonl', import.meta.url), 'utf8').trim();
  const steps = withDays(text)
    .split('\n')
    .map((line, index) => ({ ...(JSON.parse(line) as Partial<Recorded & Sale>), line: index + 1 }));
  const products = steps.find(
    ({ request }) => request?.path === '/api/products' && request.auth === undefined,
  );
  return steps.flatMap<Recorded | Sale>((step) => {
    if (isSale(step)) return services.includes('policy') ? [step] : [];
    if (!isRequest(step) || !services.includes(step.request.service)) return [];
    const isSame = step.answer.body === '<same as the answer to gateway /api/products>';
    return isSame ? [{ ...step, answer: { ...step.answer, body: products?.answer?.body } }] : [step];
  });
}

const isRequest = (step: Partial<Recorded>): step is Recorded => step.request !== undefined;
/** Whether a step is a sale. */
export const isSale = (step: Partial<Recorded | Sale>): step is Sale => 'policy' in step;

/** The demo data of dashboard begin twelve months before today; that is what days so long ago are counted from. */
const yearAgo = `${Number(today().slice(0, 4)) - 1}${today().slice(4).replace('02-29', '02-28')}`;
const dayAfter = (days: number): string =>
  days < -300 ? addDays(yearAgo, days + 365) : addDays(today(), days);

const withDays = (text: string): string =>
  text
    .replace(/\["(\{today[^}]*\}) as \[y,m,d\]"\]/g, '"$1"')
    .replace(/\{today([+-]\d+)?\}/g, (_all, days = '0') => dayAfter(Number(days)));

/** Sells a policy of the premium that a sale names. Answers its number. */
export async function sell({ services }: DeployedForm, { from, to, premium }: Sale): Promise<string> {
  const post = async (path: string, body: object): Promise<Record<string, string>> => {
    const response = await fetch(services.policy + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return (await response.json()) as Record<string, string>;
  };
  const offer = { policyFrom: from, policyTo: to, ...offers[premium] };
  const { offerNumber } = await post('/offers', offer);
  const policyHolder = { firstName: 'Ada', lastName: 'Byron', taxId: '11111111116' };
  return (await post('/policies', { offerNumber, policyHolder })).policyNumber ?? '';
}

const answer = (questionCode: string, answer: string | number) => ({
  type: typeof answer === 'number' ? 'numeric' : 'choice',
  questionCode,
  answer,
});
const house = (area: number, claims: number, flood: string) => [
  answer('TYP', 'APT'),
  answer('AREA', area),
  answer('NUM_OF_CLAIM', claims),
  answer('FLOOD', flood),
];

/** What was sold for a premium. */
const offers: Record<number, object> = {
  98: {
    productCode: 'TRI',
    selectedCovers: ['C1', 'C2', 'C3'],
    answers: [answer('NUM_OF_ADULTS', 1), answer('NUM_OF_CHILDREN', 1), answer('DESTINATION', 'EUR')],
  },
  172.5: { productCode: 'HSI', selectedCovers: ['C1', 'C2', 'C3'], answers: house(95, 1, 'NO') },
  243.76: {
    productCode: 'HSI',
    selectedCovers: ['C1', 'C2', 'C3', 'C4'],
    answers: house(33.333, 3, 'YES'),
  },
};

/** Makes a recorded request; `names` say what its placeholders stand for. */
export async function send(
  deployed: DeployedForm,
  { request }: Recorded,
  names: Names,
  token: string,
): Promise<Answer> {
  const filled = JSON.parse(fill(JSON.stringify(request), names, token)) as Recorded['request'];
  const { service, method, path, headers = {}, auth = service === 'gateway' ? 'valid' : 'none' } = filled;
  const base = path.startsWith('/api/') ? deployed.url : deployed.services[serviceOf(service)];
  const authorization = authorizationOf(auth, token);
  const content = contentOf(filled);
  const response = await fetch(base + path, {
    method,
    redirect: 'manual',
    headers: {
      ...headers,
      ...(authorization === undefined ? {} : { authorization }),
      ...(content === undefined ? {} : content.headers),
    },
    ...(content === undefined ? {} : { body: content.body }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json');
  return { status: response.status, body: isJson && text !== '' ? JSON.parse(text) : text || null };
}

function contentOf({ json, raw, contentType = 'application/json' }: Recorded['request']) {
  if (json === undefined && (raw === undefined || raw === null)) return undefined;
  // As bytes, because a text would be given a type.
  const body = Buffer.from(json === undefined ? ofLength(raw ?? '') : JSON.stringify(json));
  return { body, headers: contentType === null ? {} : { 'content-type': contentType } };
}

/** `<300173 bytes>` stands for a command that was made so long by something that nobody reads. */
function ofLength(raw: string): string {
  const length = Number(/^<(\d+) bytes>$/.exec(raw)?.[1]);
  if (Number.isNaN(length)) return raw;
  const command = { productCode: 'CAR', padding: '' };
  return JSON.stringify({ ...command, padding: 'x'.repeat(length - JSON.stringify(command).length) });
}

function fill(text: string, names: Names, token: string): string {
  const named = (name: string): string => {
    const value = names.get(name);
    if (value === undefined) throw new Error(`nothing in this run has become ${name}`);
    return value;
  };
  return text
    .replaceAll('<jwt>', token)
    .replace(/<(<uuid-\d+>) in upper case>/g, (_all, name: string) => named(name).toUpperCase())
    .replace(/<first 8 letters of (<uuid-\d+>)>/g, (_all, name: string) => named(name).slice(0, 8))
    .replace(/<uuid-\d+>/g, named);
}

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** The header that the recording describes in words. */
function authorizationOf(words: string, token: string): string | undefined {
  const now = Math.floor(Date.now() / 1000);
  const [head = '', payload = '', signature = ''] = token.split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
  const sign = (changes: object, key = jwtSecret) => {
    const text = `${head}.${encoded({ ...claims, ...changes })}`;
    return `Bearer ${text}.${createHmac('sha256', key).update(text).digest('base64url')}`;
  };
  const headers: Record<string, string | undefined> = {
    valid: `Bearer ${token}`,
    none: undefined,
    'in query': undefined,
    'in cookie': undefined,
    garbage: 'Bearer garbage',
    empty: '',
    'basic scheme': `Basic ${token}`,
    'lower-case scheme': `bearer ${token}`,
    'token without scheme': token,
    expired: sign({ exp: now - 10 }),
    'wrong key': sign({}, 'another key'),
    'alg none': `Bearer ${encoded({ alg: 'none' })}.${payload}.`,
    // Its last bits mean nothing; these do.
    'last letter of signature changed': `Bearer ${head}.${payload}.${signature.slice(0, -1)}${signature.endsWith('A') ? 'Q' : 'A'}`,
    'not yet valid (nbf in an hour)': sign({ nbf: now + 3600 }),
    'no exp': sign({ exp: undefined }),
    'no roles': sign({ roles: undefined }),
    'no sub': sign({ sub: undefined }),
    'other issuer': sign({ iss: 'somebody' }),
    'self-made, right key': sign({}),
    'self-made token without sub': sign({ sub: undefined }),
    admin: sign({ sub: 'admin', roles: ['TRI', 'HSI'] }),
  };
  if (!(words in headers)) throw new Error(`there is no such token: ${words}`);
  return headers[words];
}
