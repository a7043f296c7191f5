import { type ActionClient, actionClient } from '../actions/client.ts';
import type { Transport } from './client.ts';
import { ApplicationError, applicationErrors, TransportError } from './errors.ts';
import { runLogged } from './process.ts';
import { applicationError, methodOf, type Outcome, type ServiceSpec } from './service.ts';

/** What an action of a service is called with. */
export interface CallParams {
  method: string;
  /** The arguments by their names in the IDL. */
  args: object;
}

/** What it answers: the outcome, or an error of Thrift's own. Not under `error`, which OpenWhisk takes for a failed action. */
export type CallResult = { outcome: object } | { failure: { type: number; message: string } };

/** The entry of an action that calls the handler directly: Thrift's values travel as JSON, and no server listens. */
export function bypass<Handler extends object>(spec: ServiceSpec<Handler>, handler: Handler) {
  return async ({ method: name, args }: CallParams): Promise<CallResult> => {
    try {
      const method = methodOf(spec, name);
      const outcome = await runLogged(spec.name, method, handler, method.args.fromJson(args) as Outcome);
      return { outcome: method.result.toJson(outcome) as object };
    } catch (error) {
      const { type, message } = applicationError(error);
      return { failure: { type, message } };
    }
  };
}

/** Calls the action of a service at `url` (shared/actions/client.ts). A call takes `deadlineMs` milliseconds at most, 10 s as over Thrift. */
export function actionTransport(url: string, deadlineMs = 10_000, key?: string): Transport {
  const action = actionClient(url, key);
  return {
    async call(_service, method, args): Promise<Outcome> {
      const params: CallParams = { method: method.name, args: method.args.toJson(args) as object };
      const result = await invoked(action, params, deadlineMs);
      if ('failure' in result) throw new ApplicationError(result.failure.type, result.failure.message);
      return method.result.fromJson(result.outcome) as Outcome;
    },
    close: () => undefined,
  };
}

/** Runs an action. Throws `TransportError` when it gives no result in time. */
export async function invoked(action: ActionClient, params: object, deadlineMs: number): Promise<CallResult> {
  let result: unknown;
  try {
    result = await action.invoke(params, deadlineMs);
  } catch (error) {
    const status = error instanceof Error && 'status' in error ? error.status : undefined;
    throw new TransportError((error as Error).message, { cause: error, timedOut: status === 504 });
  }
  if (typeof result === 'object' && result !== null && ('outcome' in result || 'failure' in result))
    return result as CallResult;
  throw new ApplicationError(
    applicationErrors.PROTOCOL_ERROR,
    `${action.name} has answered no outcome of a call`,
  );
}
