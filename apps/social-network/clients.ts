import { isTransient } from '#shared/errors';
import { actionTransport } from '#shared/thrift/action';
import { type Client, clientOf, type Transport } from '#shared/thrift/client';
import { thriftPool } from '#shared/thrift/pool';
import type { ServiceSpec } from '#shared/thrift/service';
import { failure } from './errors.ts';
import { ErrorCode } from './social-network.ts';

/** The client of a service at `thrift://HOST:PORT`. */
export const thriftClient = <Handler extends object>(
  spec: ServiceSpec<Handler>,
  url: string,
): Client<Handler> => clientOf(spec, declared(thriftPool({ url })));

/** The client of a service that is an action at this address (shared/actions/client.ts). */
export const thriftActionClient = <Handler extends object>(
  spec: ServiceSpec<Handler>,
  url: string,
): Client<Handler> => clientOf(spec, declared(actionTransport(url)));

/** As in the original, a service that cannot be reached is a declared exception, code 1. */
function declared(transport: Transport): Transport {
  return {
    ...transport,
    call: (service, method, args) =>
      transport.call(service, method, args).catch((error: unknown) => {
        if (!isTransient(error)) throw error;
        throw failure(ErrorCode.SE_THRIFT_CONN_ERROR, `${service} cannot be reached: ${error.message}`);
      }),
  };
}
