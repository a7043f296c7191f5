// Bundled into the archive of an action that is fused with others; its first line calls `fuse`.
import { randomUUID } from 'node:crypto';
import { type Outgoing, type RawAnswer, rawAnswer } from '#shared/http/exchange';
import { invocationHead, resultIn } from '#wsk/placements/direct/line';
import { type FusedCall, provideFused } from '#wsk/placements/fused/fused';
import { serialiseError } from '../../runtime/serialise-error.ts';
import { type Called, type LineCall, type Reply, readInvocation, readWebCall } from '../direct/line-call.ts';
import { loadWith, type Main } from './environment.ts';

/** An action whose code is in the archive of one that calls it. */
export interface Guest {
  /** `PACKAGE/ACTION`. */
  name: string;
  kind: 'raw' | 'invoke';
}

/** What the deployment says of the environments, as JSON in the variable FUSED. */
export interface FusedEnvironments {
  /** Names of the caller's own variables, which guests do not see. */
  hidden: string[];
  /** The variables of each guest, by its name. */
  guests: Record<string, Record<string, string>>;
}

/**
 * Lets the code of an archive call the guests in its own process. A guest is loaded with its first call, with an
 * environment of its own; modules are there once for all. What it is given and what it answers are copies, read and written
 * as the platform does it. It runs within the activation of its caller: there is no record of its own, and its log lines
 * are in the caller's.
 */
export function fuse(guests: (Guest & { load: () => Main })[]): void {
  const { FUSED = '{"hidden":[],"guests":{}}' } = process.env;
  delete process.env.FUSED;
  const environments = JSON.parse(FUSED) as FusedEnvironments;
  const calls = new Map<string, FusedCall>();
  for (const guest of guests) {
    const { hidden, guests: own } = environments;
    const load = (): Main => loadWith({ hidden, own: own[guest.name] ?? {} }, guest.load);
    calls.set(`${guest.kind} ${guest.name}`, callOf(guest, load));
  }
  provideFused((target) => {
    const [, namespace = '', name = ''] = web.exec(target) ?? [];
    if (name !== '') return namespace === process.env.__OW_NAMESPACE ? calls.get(`raw ${name}`) : undefined;
    return calls.get(`invoke ${invocation.exec(target)?.[1]}`);
  });
}

const web = /^\/api\/v1\/web\/([^/?]+)\/([^/?]+\/[^/?]+)/;
const invocation = /^\/api\/v1\/namespaces\/_\/actions\/([^?]+)\?blocking=true&result=true$/;

function callOf({ kind }: Guest, load: () => Main): FusedCall {
  let main: Promise<Main> | undefined;
  const called: Called = { kind, parameters: {}, settled: [] };
  return async (target, outgoing) => {
    const call = read(called, target, outgoing);
    if (call === undefined) return undefined;
    // Kept also when it has failed, for its modules would not be evaluated a second time.
    main ??= Promise.resolve().then(load);
    return unlessAborted(run(await main, call), outgoing.signal);
  };
}

function read(called: Called, target: string, outgoing: Outgoing): LineCall | undefined {
  const { method, headers } = outgoing;
  const body = Buffer.from(outgoing.body ?? '');
  if (called.kind !== 'invoke')
    return readWebCall(called, { method, url: target.replace(web, ''), headers }, body);
  const transaction = invocationHead(headers);
  return transaction === undefined ? undefined : readInvocation(called, transaction, body);
}

async function run(main: Main, call: LineCall): Promise<RawAnswer> {
  const { status, text } = await replyOf(main, call.args);
  let answer: RawAnswer | undefined;
  let head: [number, string[]] = [502, []];
  const to = {
    headersSent: false,
    destroyed: false,
    writeHead(code: number, headers: string[]) {
      head = [code, headers];
    },
    end(content: string | Buffer = '') {
      answer = rawAnswer(...head, Buffer.from(content));
    },
    result(activationId: string, result: string) {
      answer = resultIn(activationId, Buffer.from(result));
    },
  };
  const id = randomUUID().replaceAll('-', '');
  call.answer(to, id, { status, text });
  return answer ?? rawAnswer(...head, Buffer.alloc(0));
}

/** What the runtime of the platform would reply: what is thrown is an error of the action. */
async function replyOf(main: Main, args: unknown): Promise<Reply> {
  try {
    const result = (await main(args)) ?? {};
    return { status: 200, text: JSON.stringify(result) };
  } catch (error) {
    return { status: 200, text: JSON.stringify({ error: error ? serialiseError(error) : {} }) };
  }
}

function unlessAborted<Value>(work: Promise<Value>, signal: Outgoing['signal']): Promise<Value> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason as Error);
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort);
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
