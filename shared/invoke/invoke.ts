import { unavailable } from '../http/errors.ts';
import { type Sent, send } from '../http/send.ts';
import { waiting } from '../observe/context.ts';

/** Milliseconds that OpenWhisk keeps a caller waiting at most, and some more. */
const deadlineMs = 65_000;

/**
 * Asks the OpenWhisk that the environment names to run an action. Read anew for each use, because inside an action the
 * platform sets `__OW_API_HOST` and `__OW_API_KEY` for each activation.
 */
async function invoke(action: string, params: object, blocking: boolean): Promise<Sent> {
  const { __OW_API_HOST: host, __OW_API_KEY: key, __OW_TRANSACTION_ID: transaction } = process.env;
  if (!host || !key) {
    throw new Error('__OW_API_HOST and __OW_API_KEY are not set: deploy the action with provide-api-key');
  }
  const apihost = host.includes('://') ? host : `https://${host}`;
  const path = action.split('/').map(encodeURIComponent).join('/');
  const sent = await send(
    `${apihost}/api/v1/namespaces/_/actions/${path}?blocking=${blocking}&result=${blocking}`,
    {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(key).toString('base64')}`,
        'content-type': 'application/json',
        ...(transaction ? { 'x-request-id': transaction } : {}),
      },
      body: JSON.stringify(params),
      deadlineMs,
    },
  );
  if (sent.status === (blocking ? 200 : 202)) return sent;
  throw new Error(`the platform answers ${sent.status}: ${sent.text.slice(0, 500)}`);
}

/** Starts an action and returns its activation id as soon as the platform has taken it. Throws 503 if it does not. */
export const invokeAsync = (action: string, params: object): Promise<string> =>
  waiting('call', async () => {
    try {
      const { text } = await invoke(action, params, false);
      return (JSON.parse(text) as { activationId: string }).activationId;
    } catch (error) {
      throw unavailable(`action ${action} cannot be started`, error);
    }
  });

/** Runs an action and returns its result. Throws 503 when it fails or cannot be reached. */
export const invokeAndWait = (action: string, params: object): Promise<unknown> =>
  waiting('call', async () => {
    try {
      return JSON.parse((await invoke(action, params, true)).text) as unknown;
    } catch (error) {
      throw unavailable(`action ${action} failed`, error);
    }
  });
