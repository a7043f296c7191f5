import * as z from 'zod';
import { type ActionClient, actionClient } from '../actions/client.ts';
import { isKind, messageOf, unavailable } from '../errors.ts';
import { type Blame, listed, parse } from '../parse.ts';
import { callDeadlineMs, type Transport } from './client.ts';
import { ApplicationError, applicationError, applicationErrors } from './errors.ts';
import { runLogged } from './process.ts';
import { methodOf, type Outcome, type ServiceSpec } from './service.ts';

/** The parameters of a call of a service that is an action. */
export interface CallParams {
  method: string;
  /** The arguments by their names in the IDL. */
  args: object;
}

/** The result of such a call: its outcome, or a TApplicationException. That is not named `error`, because OpenWhisk counts an action with an `error` as failed. */
export type CallResult = { outcome: object } | { failure: { type: number; message: string } };

// The codec of the method reads the outcome itself.
const callResult: z.ZodType<CallResult> = z.union([
  z.object({ outcome: z.looseObject({}) }),
  z.object({ failure: z.object({ type: z.number(), message: z.string() }) }),
]);

/** The entry of an action that calls the handler directly: Thrift's values travel as JSON, and no server runs. */
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

/** Calls the action of a service at `url` (shared/actions/client.ts), with the limits of `rpcAction`. */
export function actionTransport(url: string, deadlineMs = callDeadlineMs, key?: string): Transport {
  const invoke = rpcAction(actionClient(url, key), callResult, deadlineMs);
  return {
    async call(_service, method, args): Promise<Outcome> {
      const params: CallParams = { method: method.name, args: method.args.toJson(args) as object };
      const result = await invoke(params);
      if ('failure' in result) throw new ApplicationError(result.failure.type, result.failure.message);
      return method.result.fromJson(result.outcome) as Outcome;
    },
    close: () => undefined,
  };
}

/** How many times its deadline the first call may take: the platform may have to start the action, and those that it calls in turn. */
const coldStartFactor = 3;

/**
 * Runs an action and reads its result, within `deadlineMs` milliseconds. Throws `deadline-exceeded` or `unavailable` when there is none:
 * an action of a service has no other way to fail, as its entry puts errors of the handler into its result.
 */
export function rpcAction<Schema extends z.ZodType>(
  action: ActionClient,
  schema: Schema,
  deadlineMs: number,
): (params: object) => Promise<z.output<Schema>> {
  let hasAnswered = false;
  return async (params) => {
    const limitMs = hasAnswered ? deadlineMs : coldStartFactor * deadlineMs;
    const result = await action.invoke(params, limitMs).catch((error: unknown) => {
      throw isKind(error, 'deadline-exceeded') ? error : unavailable(messageOf(error), error);
    });
    hasAnswered = true;
    return parse(schema, result, `the result of action ${action.name}`, blameProtocol);
  };
}

const blameProtocol: Blame = (problems, what) =>
  new ApplicationError(applicationErrors.PROTOCOL_ERROR, `cannot read ${what}: ${listed(problems)}`);
