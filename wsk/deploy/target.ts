import * as z from 'zod';
import { Failure } from '#shared/cli/failure';
import { safeParseJson } from '#shared/parse';
import type { Placement } from '../placements/placement.ts';
import { type Host, request } from './rest.ts';

/** A namespace of an OpenWhisk to which actions are deployed. */
export interface Target extends Host {
  namespace: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The failure for an OpenWhisk to which no connection can be opened. */
class HostUnreachable extends Failure {}

const askWithinMs = 10_000;
const namespaces = z.tuple([z.string()], z.string());

/**
 * The namespace of the key OW_AUTH on the OpenWhisk OW_APIHOST; `insecure` accepts any certificate. Throws a failure that names what is
 * missing, wrong or unreachable.
 */
export async function findTarget(env: Environment = process.env, insecure = false): Promise<Target> {
  const host = { ...hostIn(env), ...(insecure ? { insecure } : {}) };
  const response = await ask(host, 'GET', '/api/v1/namespaces', env);
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
  insecure = false,
): Promise<Target> {
  const host = hostIn(env);
  if (env.OW_NAMESPACE) return { ...host, namespace: env.OW_NAMESPACE };
  try {
    return await findTarget(env, insecure);
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
  const { status } = await ask(target, 'POST', `/diptych/${name}`);
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
  if (new URL(apihost).username !== '' || new URL(apihost).password !== '')
    throw new Failure('OW_APIHOST has a user or a password before @: give them as UUID:KEY in OW_AUTH.', 2);
  return { apihost, auth };
}

async function ask(
  host: Host,
  method: 'GET' | 'POST',
  path: string,
  { OW_APIHOST: given = host.apihost }: Environment = {},
): Promise<{ status: number; text: string }> {
  const body = method === 'POST' ? {} : undefined;
  try {
    return await request(host, method, path, body, AbortSignal.timeout(askWithinMs));
  } catch (error) {
    const reason = reasonOf(error);
    throw new HostUnreachable(
      `The OpenWhisk at ${host.apihost} cannot be reached: ${reason}.${remedyFor(reason, given)}`,
    );
  }
}

/** What to do about a connection that fails, after the sentence that says so. */
function remedyFor(reason: string, given: string): string {
  if (/SELF_SIGNED|UNABLE_TO|CERT_|ALTNAME/.test(reason))
    return ' Its certificate is none that this machine trusts: --insecure accepts it, NODE_EXTRA_CA_CERTS=FILE trusts it.';
  if (hasScheme(given)) return '';
  return ` OW_APIHOST is ${given}, and an address without a scheme gets https://; write http://${given} for plain HTTP.`;
}

/** The code of a failed connection, such as ECONNREFUSED, else the words of the error. */
function reasonOf(error: unknown): string {
  const { cause = error } = error as { cause?: unknown };
  const { code, message } = cause as { code?: unknown; message?: unknown };
  return String(typeof code === 'string' ? code : message);
}
