// Bundled into the archive of an action that is fused with others; the archive's first line calls `fuse`.
import { randomUUID } from 'node:crypto';
import { serializeError } from 'serialize-error';
import { type Address, addressOf } from '#shared/http/address';
import type { HttpRequest, HttpResponse } from '#shared/http/exchange';
import { type Callee, httpResponseOf, type LocalCall, type Reply, readCall } from '../local-call.ts';
import { type Main, requireWith } from './environment.ts';
import { type FusedCall, setFusedCalls } from './exchange.ts';

/** An action whose code is in the archive of one that calls it. */
export interface Guest {
  /** `PACKAGE/ACTION`. */
  name: string;
  kind: 'raw' | 'invoke';
}

/** What the deployment says of the guests, as JSON in the variable FUSED. */
export interface FusedVariables {
  /** Names of the caller's own variables, which guests do not see. */
  hidden: string[];
  /** The address and the variables of each guest, by its name. */
  guests: Record<string, { url: string; variables: Record<string, string> }>;
}

interface Target {
  address: Address;
  call: FusedCall;
}

/**
 * Lets the code of an archive call the guests in its own process. A guest is loaded with its first call, with variables of its
 * own; modules are there once for all. Arguments and results are copies, read and written as the platform does it. A guest runs
 * within the activation of its caller: it has no record of its own, and its log lines are in the caller's.
 */
export function fuse(guests: (Guest & { load: () => Main })[]): void {
  const { FUSED = '{"hidden":[],"guests":{}}' } = process.env;
  delete process.env.FUSED;
  const { hidden, guests: deployed } = JSON.parse(FUSED) as FusedVariables;
  const targets = new Map<string, Target>();
  for (const guest of guests) {
    const found = deployed[guest.name];
    if (found === undefined) continue;
    const address = addressOf(found.url);
    const load = (): Main => requireWith({ hidden, own: found.variables }, guest.load);
    targets.set(address.path, { address, call: callOf(guest, address.path.length, load) });
  }
  setFusedCalls((address) => {
    const target = targets.get(actionPath.exec(address.path)?.[0] ?? '');
    return target !== undefined && isSamePlace(target.address, address) ? target.call : undefined;
  });
}

/** The part of a path that names an action: of a web action, or of a blocking invocation. */
const actionPath =
  /^\/api\/v1\/(web\/[^/?]+\/[^/?]+\/[^/?]+|namespaces\/[^/?]+\/actions\/[^/?]+\/[^/?]+(?=\?blocking=true&result=true$))/;

const isSamePlace = ({ connection: one }: Address, { connection: other }: Address): boolean =>
  one.socketPath === other.socketPath && one.hostname === other.hostname && one.port === other.port;

function callOf({ kind }: Guest, pathLength: number, load: () => Main): FusedCall {
  let main: Promise<Main> | undefined;
  const callee: Callee = { kind, parameters: {}, fixed: [] };
  return async ({ path }, { method, headers, body = '', signal }) => {
    const url = kind === 'invoke' ? '' : path.slice(pathLength);
    const call = readCall(callee, { method, url, headers, body: Buffer.from(body) });
    if (call === undefined) return undefined;
    // The promise is kept also when it rejects, because the modules of a guest are not evaluated a second time.
    main ??= Promise.resolve().then(load);
    return unlessAborted(run(await main, call), signal);
  };
}

async function run(main: Main, call: LocalCall): Promise<HttpResponse> {
  const { response } = call.respond(randomUUID().replaceAll('-', ''), await replyOf(main, call.args));
  return httpResponseOf(response.status, response.headers, String(response.body ?? ''));
}

/** What the runtime of the platform would reply: what is thrown is an error of the action. */
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
