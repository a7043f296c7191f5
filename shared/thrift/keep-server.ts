import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { workFlushed } from '../observe/work.ts';
import type { CallParams, CallResult } from './action.ts';
import type { Transport } from './client.ts';
import { failureOf, fromCaller } from './errors.ts';
import { thriftPool } from './pool.ts';
import { listenThrift } from './server.ts';
import { methodOf, type Outcome, type ServiceSpec } from './service.ts';

/**
 * The entry of an action that keeps the Thrift server of the service: the server listens on a Unix socket inside the process, and
 * each call of the action becomes a Thrift call over it. It gives the same results as `bypass` and costs two more encodings.
 */
export function keepThriftServer<Handler extends object>(spec: ServiceSpec<Handler>, handler: Handler) {
  let started: Promise<Transport> | undefined;
  return async ({ method: name, args }: CallParams): Promise<CallResult> => {
    started ??= start(spec, handler);
    const inside = await started;
    try {
      const method = methodOf(spec, name);
      const given = fromCaller(() => method.args.fromJson(args)) as Outcome;
      const outcome = await inside.call(spec.name, method, given);
      return { outcome: method.result.toJson(outcome) as object };
    } catch (error) {
      return { failure: failureOf(error) };
    } finally {
      await workFlushed();
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
