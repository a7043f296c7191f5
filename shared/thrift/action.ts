import * as z from 'zod';
import { asDefect } from '../actions/activation-error.ts';
import { type ActionClient, actionClient } from '../actions/client.ts';
import { errorKinds, ServiceError, unavailable } from '../errors.ts';
import { workFlushed } from '../observe/work.ts';
import { type Blame, listed, parse } from '../parse.ts';
import { callDeadlineMs, type Transport } from './client.ts';
import {
  ApplicationError,
  applicationErrors,
  errorOf,
  type Failure,
  failureOf,
  fromCaller,
} from './errors.ts';
import { runLogged } from './process.ts';
import { methodOf, type Outcome, type ServiceSpec } from './service.ts';

/** The parameters of a call of a service that is an action. */
export interface CallParams {
  method: string;
  /** The arguments by their names in the IDL. */
  args: object;
}

/** The result of such a call: its outcome, or a failure. That is not named `error`, because OpenWhisk counts an action with an `error` as failed. */
export type CallResult = { outcome: object } | { failure: Failure };

// The codec of the method reads the outcome itself.
const callResult: z.ZodType<CallResult> = z.union([
  z.object({ outcome: z.looseObject({}) }),
  z.object({
    failure: z.object({ type: z.number(), message: z.string(), kind: z.enum(errorKinds).exactOptional() }),
  }),
]);

/** The entry of an action that calls the handler directly: Thrift's values travel as JSON, and no server runs. */
export function bypass<Handler extends object>(spec: ServiceSpec<Handler>, handler: Handler) {
  return async ({ method: name, args }: CallParams): Promise<CallResult> => {
    try {
      const method = methodOf(spec, name);
      const given = fromCaller(() => method.args.fromJson(args)) as Outcome;
      const outcome = await runLogged(spec.name, method, handler, given);
      return { outcome: method.result.toJson(outcome) as object };
    } catch (error) {
      return { failure: failureOf(error) };
    } finally {
      await workFlushed();
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
      if ('failure' in result) throw errorOf(result.failure);
      return method.result.fromJson(result.outcome) as Outcome;
    },
    close: () => undefined,
  };
}

/** How many times its deadline the first call may take: the platform may have to start the action, and those that it calls in turn. */
const coldStartFactor = 3;

/**
 * Runs an action and reads its result, within `deadlineMs` milliseconds. Throws as `ActionClient.invoke` when there is none, but
 * `unavailable` for an action that has crashed, because its entry puts errors of the handler into its result, and a plain error for a
 * refusal of the call itself, which is no fault of our own caller.
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
      throw error instanceof ServiceError
        ? asDefect(error)
        : unavailable(`action ${action.name} has failed`, error);
    });
    hasAnswered = true;
    return parse(schema, result, `the result of action ${action.name}`, blameProtocol);
  };
}

const blameProtocol: Blame = (problems, what) =>
  new ApplicationError(applicationErrors.PROTOCOL_ERROR, `cannot read ${what}: ${listed(problems)}`);
