import * as z from 'zod';
import { Failure } from '#shared/cli/failure';
import { safeParseJson } from '#shared/parse';
import type { Placement } from '../placements/placement.ts';

/** A namespace of an OpenWhisk to which actions are deployed. */
export interface Target {
  apihost: string;
  /** `uuid:key` of the namespace. */
  auth: string;
  namespace: string;
}

type Environment = Readonly<Record<string, string | undefined>>;
type Host = Pick<Target, 'apihost' | 'auth'>;

/** The failure for an OpenWhisk to which no connection can be opened. */
class HostUnreachable extends Failure {}

const askWithinMs = 10_000;
const namespaces = z.tuple([z.string()], z.string());

/** The namespace of the key OW_AUTH on the OpenWhisk OW_APIHOST. Throws a failure that names what is missing, wrong or unreachable. */
export async function findTarget(env: Environment = process.env): Promise<Target> {
  const host = hostIn(env);
  const response = await ask(host, '/api/v1/namespaces', {}, env);
  if (response.status === 401 || response.status === 403)
    throw new Failure(
      `${host.apihost} refuses the key in OW_AUTH with ${response.status}: give the UUID:KEY of one of its namespaces.`,
    );
  const [namespace] = (response.status === 200 && safeParseJson(namespaces, response.text)) || [];
  if (namespace === undefined)
    throw new Failure(
      `${host.apihost} responds with ${response.status} and no list of namespaces: OW_APIHOST must be the API host of an OpenWhisk.`,
    );
  return { ...host, namespace };
}

/**
 * The same for work that needs no OpenWhisk until later. OW_NAMESPACE names the namespace; without it the host is asked, and when the
 * host is unreachable the namespace is `guest`, which `report` is told in a sentence.
 */
export async function findTargetOffline(
  report: (sentence: string) => void,
  env: Environment = process.env,
): Promise<Target> {
  const host = hostIn(env);
  if (env.OW_NAMESPACE) return { ...host, namespace: env.OW_NAMESPACE };
  try {
    return await findTarget(env);
  } catch (error) {
    if (!(error instanceof HostUnreachable)) throw error;
    report(
      `${error.message} The addresses are those of the namespace guest; OW_NAMESPACE names another one.`,
    );
    return { ...host, namespace: 'guest' };
  }
}

/** Throws a failure when a placement needs an extension that the platform does not have. An extension refuses an empty request with 400. */
export async function checkPlacement({ name, extension }: Placement, target: Host): Promise<void> {
  if (extension === undefined) return;
  const { status } = await ask(target, `/diptych/${name}`, { method: 'POST', body: '{}' });
  if (status === 400) return;
  throw new Failure(
    `The OpenWhisk at ${target.apihost} does not offer the placement '${name}': it must be started by npm run openwhisk -- --placement ${name}; or choose another placement.`,
  );
}

const hasScheme = (text: string): boolean => /^[a-z][a-z\d+.-]*:\/\//i.test(text);

/** The API host and the key in OW_APIHOST and OW_AUTH. Throws a failure that names what is missing or wrong. */
export function hostIn({ OW_APIHOST: given, OW_AUTH: auth }: Environment): Host {
  if (!given)
    throw new Failure(
      'OW_APIHOST is not set: give the API host of an OpenWhisk, for example http://127.0.0.1:3233.',
    );
  if (!auth) throw new Failure('OW_AUTH is not set: give the UUID:KEY of a namespace of OW_APIHOST.');
  const apihost = (hasScheme(given) ? given : `https://${given}`).replace(/\/+$/, '');
  if (!/^https?:\/\//i.test(apihost) || !URL.canParse(apihost))
    throw new Failure(`OW_APIHOST is ${given}: give http://HOST:PORT or https://HOST:PORT.`);
  return { apihost, auth };
}

async function ask(
  { apihost, auth }: Host,
  path: string,
  init: RequestInit,
  { OW_APIHOST: given = apihost }: Environment = {},
): Promise<{ status: number; text: string }> {
  const headers = { authorization: `Basic ${Buffer.from(auth).toString('base64')}` };
  const signal = AbortSignal.timeout(askWithinMs);
  try {
    const response = await fetch(apihost + path, { ...init, headers, signal });
    return { status: response.status, text: await response.text() };
  } catch (error) {
    const rule = hasScheme(given)
      ? ''
      : ` OW_APIHOST is ${given}, and an address without a scheme gets https://; write http://${given} for plain HTTP.`;
    throw new HostUnreachable(`The OpenWhisk at ${apihost} cannot be reached: ${reasonOf(error)}.${rule}`);
  }
}

/** The code of a failed connection, such as ECONNREFUSED, else the words of the error. */
function reasonOf(error: unknown): string {
  const { cause = error } = error as { cause?: unknown };
  const { code, message } = cause as { code?: unknown; message?: unknown };
  return String(typeof code === 'string' ? code : message);
}
