import openwhisk, { type Client } from 'openwhisk';
import { unavailable } from '../http/errors.ts';
import { waiting } from '../observe/context.ts';

/**
 * The client of the OpenWhisk that the environment names. Made anew for each use, because inside an action the
 * platform sets `__OW_API_HOST` and `__OW_API_KEY` for each activation; a process is given OW_APIHOST and OW_AUTH.
 */
function client(): Client {
  const { __OW_API_HOST, __OW_API_KEY, OW_APIHOST, OW_AUTH } = process.env;
  const [apihost, api_key] = [__OW_API_HOST ?? OW_APIHOST, __OW_API_KEY ?? OW_AUTH];
  if (!apihost || !api_key) {
    throw new Error(
      'There is no OpenWhisk to call: deploy the action with provide-api-key, or set OW_APIHOST and OW_AUTH',
    );
  }
  return openwhisk({ apihost, api_key });
}

/** Starts an action and returns its activation id as soon as the platform has taken it. Throws 503 if it does not. */
export const invokeAsync = (action: string, params: object): Promise<string> =>
  waiting('call', async () => {
    try {
      const { activationId } = await client().actions.invoke({ name: action, blocking: false, params });
      return activationId;
    } catch (error) {
      throw unavailable(`action ${action} cannot be started`, error);
    }
  });

/** Runs an action and returns its result. Throws 503 when it fails or cannot be reached. */
export const invokeAndWait = (action: string, params: object): Promise<unknown> =>
  waiting('call', async () => {
    try {
      return await client().actions.invoke({ name: action, blocking: true, result: true, params });
    } catch (error) {
      throw unavailable(`action ${action} failed`, error);
    }
  });
