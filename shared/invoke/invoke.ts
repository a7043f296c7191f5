import openwhisk, { type Client } from 'openwhisk';
import { unavailable } from '../http/errors.ts';
import { waiting } from '../observe/context.ts';

/**
 * The client of the OpenWhisk that the environment names. Made anew for each use, because inside an action the
 * platform sets `__OW_API_HOST` and `__OW_API_KEY` for each activation.
 */
function client(): Client {
  const { __OW_API_HOST: apihost, __OW_API_KEY: api_key } = process.env;
  if (!apihost || !api_key) {
    throw new Error('__OW_API_HOST and __OW_API_KEY are not set: deploy the action with provide-api-key');
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
