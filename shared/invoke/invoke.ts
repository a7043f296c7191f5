import openwhisk from 'openwhisk';
import { fusedAction } from '#wsk/placements/fused/fused';
import { timedOut, unavailable } from '../http/errors.ts';
import { type Destination, destination, send } from '../http/send.ts';
import { withTimeLimit } from '../http/time-limit.ts';
import { waiting } from '../observe/context.ts';

/** Milliseconds that OpenWhisk keeps a caller waiting at most, and some more. */
const longestMs = 65_000;

/** How an action is reached with a key; the part of a request that is the same each time. */
interface Way {
  apihost: string;
  key: string;
  to: Destination;
  headers: Record<string, string>;
}

const ways = { blocking: new Map<string, Way>(), async: new Map<string, Way>() };

function wayTo(action: string, blocking: boolean, apihost: string, key: string): Way {
  const known = ways[blocking ? 'blocking' : 'async'];
  const last = known.get(action);
  if (last?.apihost === apihost && last.key === key) return last;
  const name = action.split('/').map(encodeURIComponent).join('/');
  const host = apihost.startsWith('http') ? apihost : `https://${apihost}`;
  const to = destination(
    `${host}/api/v1/namespaces/_/actions/${name}?blocking=${blocking}&result=${blocking}`,
  );
  const headers = {
    authorization: `Basic ${Buffer.from(key).toString('base64')}`,
    'content-type': 'application/json',
  };
  const way = { apihost, key, to, headers };
  known.set(action, way);
  return way;
}

/**
 * Asks the OpenWhisk that the environment names to run an action. The environment is read anew for each use, because the
 * platform sets `__OW_API_HOST` and `__OW_API_KEY` for each activation; a process is given OW_APIHOST and OW_AUTH.
 */
async function invoke(
  action: string,
  params: object,
  blocking: boolean,
  deadlineMs = longestMs,
): Promise<unknown> {
  const { env } = process;
  const apihost = env.__OW_API_HOST ?? env.OW_APIHOST;
  const api_key = env.__OW_API_KEY ?? env.OW_AUTH;
  if (!apihost || !api_key) {
    throw new Error(
      'There is no OpenWhisk to call: deploy the action with provide-api-key, or set OW_APIHOST and OW_AUTH',
    );
  }
  const way = wayTo(action, blocking, apihost, api_key);
  // Clusters are reached over https, often with certificates of their own, which the package knows how to take.
  if (!apihost.startsWith('http://') && fusedAction(way.to.path) === undefined) {
    const client = openwhisk({ apihost, api_key });
    return client.actions.invoke({ name: action, blocking, result: blocking, params });
  }
  const transaction = env.__OW_TRANSACTION_ID;
  const headers = transaction ? { ...way.headers, 'x-request-id': transaction } : way.headers;
  const body = JSON.stringify(params);
  const { status, text } = await withTimeLimit(deadlineMs, (signal) =>
    send(way.to, { method: 'POST', headers, body, signal }),
  );
  if (status !== (blocking ? 200 : 202)) throw new Error(`${status}: ${text.slice(0, 500)}`);
  return JSON.parse(text);
}

/** Starts an action and returns its activation id as soon as the platform has taken it. Throws 503 if it does not. */
export const invokeAsync = (action: string, params: object): Promise<string> =>
  waiting('call', async () => {
    try {
      const { activationId } = (await invoke(action, params, false)) as { activationId: string };
      return activationId;
    } catch (error) {
      throw unavailable(`action ${action} cannot be started`, error);
    }
  });

/**
 * Runs an action and returns its result. That the request in hand waits for it is noted by the caller. Throws 503 when it fails
 * or cannot be reached, 504 when the time is up.
 */
export async function invokeAndWait(action: string, params: object, deadlineMs?: number): Promise<unknown> {
  try {
    return await invoke(action, params, true, deadlineMs);
  } catch (error) {
    const late = error instanceof Error && error.name === 'TimeoutError';
    if (late) throw timedOut(`action ${action} did not answer within ${deadlineMs} ms`, error);
    throw unavailable(`action ${action} failed`, error);
  }
}
