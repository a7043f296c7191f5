import { traceHeaders, withWait } from '../observe/context.ts';
import { type MethodSpec, type Outcome, type ServiceSpec, unwrap } from './service.ts';

/**
 * How calls reach a service. Rejects with `ApplicationError` as the service says; with `unavailable` when it cannot be reached or the
 * connection breaks; with `deadline-exceeded`.
 */
export interface Transport {
  call(service: string, method: MethodSpec, args: Record<string, unknown>): Promise<Outcome>;
  close(): void;
}

type Carried<Args> = 'carrier' extends keyof Args
  ? Omit<Args, 'carrier'> & { carrier?: Map<string, string> }
  : Args;

/** A handler's interface as its callers see it: they may leave out the carrier, which then gets the present trace. */
export type Client<Handler> = {
  [Name in keyof Handler]: Handler[Name] extends (args: infer Args) => infer Result
    ? (args: Carried<Args>) => Result
    : never;
};

/** The typed client of a service, the same over every transport. Throws the exceptions that the IDL declares as their classes. */
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
