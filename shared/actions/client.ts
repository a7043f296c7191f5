import * as z from 'zod';
import { withDeadline } from '../deadline.ts';
import { unavailable } from '../errors.ts';
import { addressOf } from '../http/address.ts';
import { exchange } from '../http/exchange.ts';
import { withWait } from '../observe/context.ts';
import { blameSystem, parseJson } from '../parse.ts';
import { activationError, refusal } from './activation-error.ts';
import { authorizationOf } from './authorization.ts';

/** The default deadline in milliseconds; OpenWhisk ends a blocking call after 60 s. */
const defaultDeadlineMs = 65_000;

/** The URL of an action, `PACKAGE/ACTION`, in the REST API of the OpenWhisk at `apihost`; `_` is the namespace of the key. */
export const actionUrl = (apihost: string, action: string, namespace = '_'): string =>
  `${apihost}/api/v1/namespaces/${namespace}/actions/${action}`;

/** A client of one action of an OpenWhisk. */
export interface ActionClient {
  /** The name of the action, `PACKAGE/ACTION`. */
  name: string;
  /**
   * Starts an activation and returns its id when the platform has accepted it. Throws `unavailable` when the platform cannot be reached
   * or cannot run actions, `deadline-exceeded`, and for what the platform refuses the kind of its status, such as `too-large`.
   */
  start(params: object): Promise<string>;
  /**
   * Runs the action and returns its result. Throws an error of `errors.ts` that the action throws, else as `start`, with
   * `deadline-exceeded` after `deadlineMs` milliseconds; see `activation-error.ts`. The caller records the wait in its trace.
   */
  invoke(params: object, deadlineMs?: number): Promise<unknown>;
}

/**
 * Creates a client of the action at `url`, `<API host>/api/v1/namespaces/<namespace>/actions/<package>/<action>`, which the deployment
 * binds in the environment. `key` is the `UUID:KEY` of a namespace that may invoke the action; default: OW_AUTH.
 */
export function actionClient(url: string, key?: string): ActionClient {
  const name = url.split('/actions/')[1] ?? url;
  const blocking = addressOf(`${url}?blocking=true&result=true`);
  const nonBlocking = addressOf(`${url}?blocking=false&result=false`);
  const headers = headersFor(url, key);

  async function post<Schema extends z.ZodType>(
    schema: Schema,
    wait: boolean,
    params: object,
    deadlineMs: number,
  ): Promise<z.output<Schema>> {
    const body = JSON.stringify(params);
    const request = { method: 'POST', headers: headers(body), body };
    const late = (): string => `action ${name} did not answer within ${deadlineMs} ms`;
    const { status, text } = await withDeadline(deadlineMs, late, (signal) =>
      exchange(wait ? blocking : nonBlocking, { ...request, signal }).catch((error: unknown) => {
        throw unavailable(`action ${name} cannot be reached`, error);
      }),
    );
    if (status !== (wait ? 200 : 202)) throw (wait ? activationError : refusal)(name, status, text);
    return parseJson(schema, text, `the response of OpenWhisk about action ${name}`, blameSystem);
  }

  return {
    name,
    start: (params) =>
      withWait('call', async () => (await post(started, false, params, defaultDeadlineMs)).activationId),
    invoke: (params, deadlineMs = defaultDeadlineMs) => post(anyResult, true, params, deadlineMs),
  };
}

const started = z.object({ activationId: z.string() });
const anyResult = z.unknown();

/** The headers of an invocation. The key is read at the first call, so that a process without OW_AUTH can load the code. */
function headersFor(url: string, key: string | undefined): (body: string) => Record<string, string> {
  let authorization: string | undefined;
  return (body) => {
    authorization ??= basic(key ?? process.env.OW_AUTH, url);
    const length = `${Buffer.byteLength(body)}`;
    const headers = { authorization, 'content-type': 'application/json', 'content-length': length };
    // Like the `openwhisk` package, this passes on the transaction id of the activation that makes the call.
    const transaction = process.env.__OW_TRANSACTION_ID;
    return transaction === undefined ? headers : { ...headers, 'x-request-id': transaction };
  };
}

function basic(key: string | undefined, url: string): string {
  if (!key) throw new Error(`Set OW_AUTH to the UUID:KEY of a namespace that may invoke ${url}`);
  return authorizationOf(key);
}
