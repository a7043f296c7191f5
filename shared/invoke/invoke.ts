import openwhisk from 'openwhisk';
import { timedOut, unavailable } from '../http/errors.ts';
import { fusedAction } from '../http/fused.ts';
import { send } from '../http/send.ts';
import { withTimeLimit } from '../http/time-limit.ts';
import { waiting } from '../observe/context.ts';

/** Milliseconds that OpenWhisk keeps a caller waiting at most, and some more. */
const longestMs = 65_000;

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
  const { __OW_API_HOST, __OW_API_KEY, OW_APIHOST, OW_AUTH } = process.env;
  const [apihost, api_key] = [__OW_API_HOST ?? OW_APIHOST, __OW_API_KEY ?? OW_AUTH];
  if (!apihost || !api_key) {
    throw new Error(
      'There is no OpenWhisk to call: deploy the action with provide-api-key, or set OW_APIHOST and OW_AUTH',
    );
  }
  const name = action.split('/').map(encodeURIComponent).join('/');
  const path = `/api/v1/namespaces/_/actions/${name}?blocking=${blocking}&result=${blocking}`;
  // Clusters are reached over https, often with certificates of their own, which the package knows how to take.
  if (!apihost.startsWith('http://') && fusedAction(path) === undefined) {
    const client = openwhisk({ apihost, api_key });
    return client.actions.invoke({ name: action, blocking, result: blocking, params });
  }
  const request = { method: 'POST', headers: invocationHeaders(api_key), body: JSON.stringify(params) };
  const { status, text } = await withTimeLimit(deadlineMs, (signal) =>
    send(new URL(apihost + path), { ...request, signal }),
  );
  if (status !== (blocking ? 200 : 202)) throw new Error(`${status}: ${text.slice(0, 500)}`);
  return JSON.parse(text);
}

function invocationHeaders(key: string): Record<string, string> {
  const { __OW_TRANSACTION_ID: transaction } = process.env;
  return {
    authorization: `Basic ${Buffer.from(key).toString('base64')}`,
    'content-type': 'application/json',
    ...(transaction ? { 'x-request-id': transaction } : {}),
  };
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

/** Runs an action and returns its result. Throws 503 when it fails or cannot be reached, 504 when the time is up. */
export const invokeAndWait = (action: string, params: object, deadlineMs?: number): Promise<unknown> =>
  waiting('call', async () => {
    try {
      return await invoke(action, params, true, deadlineMs);
    } catch (error) {
      const late = error instanceof Error && error.name === 'TimeoutError';
      if (late) throw timedOut(`action ${action} did not answer within ${deadlineMs} ms`, error);
      throw unavailable(`action ${action} failed`, error);
    }
  });
