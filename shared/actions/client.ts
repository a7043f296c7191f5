import { addressOf } from '../http/address.ts';
import { timedOut, unavailable } from '../http/errors.ts';
import { exchange } from '../http/exchange.ts';
import { withTimeLimit } from '../http/time-limit.ts';
import { waiting } from '../observe/context.ts';

/** Milliseconds that OpenWhisk keeps a caller waiting at most, and some more. */
const longestMs = 65_000;

/** The address of an action, `PACKAGE/ACTION`, in the API of the OpenWhisk at `apihost`; `_` is the namespace of the key. */
export const actionUrl = (apihost: string, action: string, namespace = '_'): string =>
  `${apihost}/api/v1/namespaces/${namespace}/actions/${action}`;

/** An action of an OpenWhisk that this process may invoke. */
export interface ActionClient {
  /** `PACKAGE/ACTION`, as its address says. */
  name: string;
  /** Starts an activation and returns its id as soon as the platform has accepted it. Throws 503 when it does not. */
  start(params: object): Promise<string>;
  /**
   * Runs the action and returns its result. Throws 503 when the action fails or cannot be reached, 504 after `deadlineMs`
   * milliseconds. The caller notes the wait in its trace.
   */
  invoke(params: object, deadlineMs?: number): Promise<unknown>;
}

/**
 * A client of the action at `url`, `<API host>/api/v1/namespaces/<namespace>/actions/<package>/<action>`, which the deployment
 * binds in the environment. `key` is the `UUID:KEY` of a namespace that may invoke it, by default OW_AUTH.
 */
export function actionClient(url: string, key?: string): ActionClient {
  const name = url.split('/actions/')[1] ?? url;
  const blocking = addressOf(`${url}?blocking=true&result=true`);
  const nonBlocking = addressOf(`${url}?blocking=false&result=false`);
  const headers = headersFor(url, key);

  async function post(wait: boolean, params: object, deadlineMs: number): Promise<unknown> {
    const body = JSON.stringify(params);
    const request = { method: 'POST', headers: headers(body), body };
    const { status, text } = await withTimeLimit(deadlineMs, (signal) =>
      exchange(wait ? blocking : nonBlocking, { ...request, signal }),
    );
    if (status !== (wait ? 200 : 202)) throw new Error(`${status}: ${text.slice(0, 500)}`);
    return JSON.parse(text);
  }

  return {
    name,
    start: (params) =>
      waiting('call', async () => {
        try {
          const { activationId } = (await post(false, params, longestMs)) as { activationId: string };
          return activationId;
        } catch (error) {
          throw unavailable(`action ${name} cannot be started`, error);
        }
      }),
    async invoke(params, deadlineMs = longestMs) {
      try {
        return await post(true, params, deadlineMs);
      } catch (error) {
        const isLate = error instanceof Error && error.name === 'TimeoutError';
        if (isLate) throw timedOut(`action ${name} did not answer within ${deadlineMs} ms`, error);
        throw unavailable(`action ${name} failed`, error);
      }
    },
  };
}

/** The headers of an invocation. The key is read with the first one, so that code can be loaded where there is none. */
function headersFor(url: string, key: string | undefined): (body: string) => Record<string, string> {
  let authorization: string | undefined;
  return (body) => {
    authorization ??= basic(key ?? process.env.OW_AUTH, url);
    const length = `${Buffer.byteLength(body)}`;
    const headers = { authorization, 'content-type': 'application/json', 'content-length': length };
    // As the `openwhisk` package does: what an activation causes carries its transaction.
    const transaction = process.env.__OW_TRANSACTION_ID;
    return transaction === undefined ? headers : { ...headers, 'x-request-id': transaction };
  };
}

function basic(key: string | undefined, url: string): string {
  if (!key) throw new Error(`Set OW_AUTH to the UUID:KEY of a namespace that may invoke ${url}`);
  return `Basic ${Buffer.from(key).toString('base64')}`;
}
