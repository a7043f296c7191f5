// This file is bundled into every archive with fused actions; the first line of the archive calls `fuse`.
import { randomUUID } from 'node:crypto';
import { serializeError } from 'serialize-error';
import * as z from 'zod';
import { type Address, addressOf } from '#shared/http/address';
import type { HttpRequest, HttpResponse } from '#shared/http/exchange';
import { blameSystem, parseJson } from '#shared/parse';
import { type Callee, httpResponseOf, type LocalCall, type Reply, readCall } from '../local-call.ts';
import { loadWithEnvironment, type Main } from './environment.ts';
import { type FusedCall, setFusedCalls } from './exchange.ts';

/** A fused action: its code is in the archive of an action that calls it. */
export interface FusedAction {
  /** `PACKAGE/ACTION`. */
  name: string;
  kind: 'raw' | 'invoke';
}

/** The JSON in the variable FUSED, with which the deployment configures the fused actions. */
const fusedVariables = z.object({
  /** The names of the caller's own variables, which the fused actions must not see. */
  hidden: z.array(z.string()),
  /** The address and the variables of each fused action, by name. */
  actions: z.record(z.string(), z.object({ url: z.string(), variables: z.record(z.string(), z.string()) })),
});
export type FusedVariables = z.output<typeof fusedVariables>;

interface Target {
  address: Address;
  call: FusedCall;
}

/**
 * Routes the calls of an archive to its fused actions within the process. A fused action is loaded at its first call, with its own
 * environment variables; modules are shared. Arguments and results are copies that are made as the platform makes them. A fused
 * action runs within the activation of its caller: it has no record of its own, and its log lines are in the caller's log.
 */
export function fuse(fusedActions: (FusedAction & { load: () => Main })[]): void {
  const { FUSED = '{"hidden":[],"actions":{}}' } = process.env;
  delete process.env.FUSED;
  const { hidden, actions: deployed } = parseJson(fusedVariables, FUSED, 'FUSED', blameSystem);
  const targets = new Map<string, Target>();
  for (const action of fusedActions) {
    const found = deployed[action.name];
    if (found === undefined) continue;
    const address = addressOf(found.url);
    const load = (): Main => loadWithEnvironment({ hidden, own: found.variables }, action.load);
    targets.set(address.path, { address, call: callOf(action, address.path.length, load) });
  }
  setFusedCalls((address) => {
    const target = targets.get(actionPath.exec(address.path)?.[0] ?? '');
    return target !== undefined && isSameServer(target.address, address) ? target.call : undefined;
  });
}

/** Matches the part of a path that names an action, of a web action or of a blocking invocation. */
const actionPath =
  /^\/api\/v1\/(web\/[^/?]+\/[^/?]+\/[^/?]+|namespaces\/[^/?]+\/actions\/[^/?]+\/[^/?]+(?=\?blocking=true&result=true$))/;

const isSameServer = ({ connection: one }: Address, { connection: other }: Address): boolean =>
  one.socketPath === other.socketPath && one.hostname === other.hostname && one.port === other.port;

function callOf({ kind }: FusedAction, pathLength: number, load: () => Main): FusedCall {
  let main: Promise<Main> | undefined;
  const callee: Callee = { kind, parameters: {}, fixed: [] };
  return async ({ path }, { method, headers, body = '', signal }) => {
    const url = kind === 'invoke' ? '' : path.slice(pathLength);
    const call = readCall(callee, { method, url, headers, body: Buffer.from(body) });
    if (call === undefined) return undefined;
    // The promise is kept also when it rejects, because Node does not evaluate the modules of the action a second time.
    main ??= Promise.resolve().then(load);
    return unlessAborted(run(await main, call), signal);
  };
}

async function run(main: Main, call: LocalCall): Promise<HttpResponse> {
  const { response } = call.respond(randomUUID().replaceAll('-', ''), await replyOf(main, call.args));
  return httpResponseOf(response.status, response.headers, Buffer.from(response.body ?? ''));
}

/** The reply that the platform's runtime would send; an exception becomes an application error. */
async function replyOf(main: Main, args: unknown): Promise<Reply> {
  try {
    const result = (await main(args)) ?? {};
    return { status: 200, text: JSON.stringify(result) };
  } catch (error) {
    return { status: 200, text: JSON.stringify({ error: error ? serializeError(error) : {} }) };
  }
}

function unlessAborted<Value>(work: Promise<Value>, signal: HttpRequest['signal']): Promise<Value> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason as Error);
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort);
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
