import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CallParams, CallResult } from './action.ts';
import type { Transport } from './client.ts';
import { applicationError } from './errors.ts';
import { thriftPool } from './pool.ts';
import { listenThrift } from './server.ts';
import { methodOf, type Outcome, type ServiceSpec } from './service.ts';

/**
 * The entry of an action that keeps the service's Thrift server: it listens on a unix socket inside the process, and each call is
 * made anew over it. The same results as `bypass`, at the price of two more encodings and a socket.
 */
export function keepListener<Handler extends object>(spec: ServiceSpec<Handler>, handler: Handler) {
  let started: Promise<Transport> | undefined;
  return async ({ method: name, args }: CallParams): Promise<CallResult> => {
    started ??= start(spec, handler);
    const inside = await started;
    try {
      const method = methodOf(spec, name);
      const outcome = await inside.call(spec.name, method, method.args.fromJson(args) as Outcome);
      return { outcome: method.result.toJson(outcome) as object };
    } catch (error) {
      const { type, message } = applicationError(error);
      return { failure: { type, message } };
    }
  };
}

async function start<Handler extends object>(
  spec: ServiceSpec<Handler>,
  handler: Handler,
): Promise<Transport> {
  const path = join(mkdtempSync(join(tmpdir(), 'thrift-')), 's');
  await listenThrift(spec, handler, path);
  return thriftPool({ url: path });
}
