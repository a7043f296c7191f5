import { settings } from '../config/settings.ts';
import { traceHeaders, withWait } from '../observe/context.ts';
import { type MethodSpec, type Outcome, type ServiceSpec, unwrap } from './service.ts';

/** Milliseconds that a call may take, unless its transport is told otherwise; 10 s as in the original. */
export const callDeadlineMs = settings.CALL_DEADLINE_MS ?? 10_000;

/**
 * Carries calls to a service. Rejects with the error that the service sends, one of `shared/errors.ts` or an `ApplicationError`; with
 * `unavailable` when the service cannot be reached or the connection breaks; with `deadline-exceeded`.
 */
export interface Transport {
  call(service: string, method: MethodSpec, args: Record<string, unknown>): Promise<Outcome>;
  close(): void;
}

type Carried<Args> = 'carrier' extends keyof Args
  ? Omit<Args, 'carrier'> & { carrier?: Map<string, string> }
  : Args;

/** The interface of a handler as its callers see it: they may omit the carrier, which then holds the current trace. */
export type Client<Handler> = {
  [Name in keyof Handler]: Handler[Name] extends (args: infer Args) => infer Result
    ? (args: Carried<Args>) => Result
    : never;
};

/** Creates the typed client of a service over any transport. It throws the exceptions that the IDL declares as their classes. */
export function clientOf<Handler extends object>(
  spec: ServiceSpec<Handler>,
  transport: Transport,
): Client<Handler> {
  const client: Record<string, unknown> = {};
  for (const method of spec.methods.values()) {
    client[method.name] = (args: Record<string, unknown>): Promise<unknown> =>
      withWait('call', async () => {
        const given = method.carries && args.carrier === undefined ? { ...args, carrier: carrier() } : args;
        return unwrap(method, await transport.call(spec.name, method, given));
      });
  }
  return client as Client<Handler>;
}

const carrier = (): Map<string, string> => new Map(Object.entries(traceHeaders()) as [string, string][]);
