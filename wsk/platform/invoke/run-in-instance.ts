import type { PlatformContext } from '../context.ts';
import { fullName, lookUp } from '../entities/entities.ts';
import { parametersOf, type Resolved } from '../entities/resolve.ts';
import { exitReason } from '../pool/instance.ts';
import type { RuntimeReply } from '../pool/runtime-connection.ts';
import type { Need, Slot } from '../pool/slot.ts';
import type { Invocation, RunResult } from './invocation.ts';
import { classifyInit, classifyRun, developerFailure } from './outcome.ts';

/** Runs an action in an instance of the pool: initialisation when it is new, run, log, and what to do with it then. */
export async function runInInstance(
  platform: PlatformContext,
  invocation: Invocation,
  id: string,
): Promise<RunResult> {
  const { action } = invocation.resolved;
  const { args, env } = argumentsOf(invocation);
  const slot = await platform.pool.acquire(needOf(invocation, env));
  slot.instance.logs.open(id, action.limits.logs);
  let outcome: Outcome;
  try {
    outcome = await attempt(platform, invocation, id, slot, args, env);
  } catch (error) {
    platform.pool.release(slot, true);
    throw error;
  }
  const { response } = outcome.ran;
  const broken = response.status === 'action developer error';
  const logs = slot.instance.logs.close(id).then((past) => inOrder(outcome.logs, past));
  platform.pool.release(slot, broken);
  return { ...outcome.ran, logs };
}

/** What an invocation needs of an instance; `env` are the parameters that go into its environment. */
export function needOf({ identity, resolved }: Invocation, env: Record<string, string>): Need {
  const { action, binding } = resolved;
  const initialised = Object.keys(env).length === 0 ? '' : JSON.stringify(env);
  return {
    key: `${identity.namespace} ${fullName(action)} ${action.revision} ${binding ?? ''} ${initialised}`,
    action: fullName(action),
    memoryMb: action.limits.memory,
    concurrency: action.limits.concurrency,
  };
}

/** What an instance is told about every invocation alike. */
export function contextOf({ identity, resolved }: Invocation): Record<string, string> {
  const { action } = resolved;
  const context = {
    namespace: identity.namespace,
    action_name: `/${fullName(action)}`,
    action_version: action.version,
  };
  return wantsApiKey(resolved) ? { ...context, api_key: identity.key } : context;
}

interface Outcome {
  ran: Omit<RunResult, 'logs'>;
  logs: string[];
}

// Lines begin with their time.
function inOrder(logs: string[], past: string[]): string[] {
  if (past.length === 0) return logs;
  const time = (line: string): string => line.slice(0, 24);
  return [...logs, ...past].sort((a, b) => Number(time(a) > time(b)) - Number(time(a) < time(b)));
}

async function attempt(
  platform: PlatformContext,
  invocation: Invocation,
  id: string,
  slot: Slot,
  args: unknown,
  env: Record<string, string>,
): Promise<Outcome> {
  const { resolved, transactionId } = invocation;
  const { action } = resolved;
  const { timeout } = action.limits;
  const context: Record<string, string> = {
    ...contextOf(invocation),
    activation_id: id,
    transaction_id: transactionId,
    deadline: String(Date.now() + timeout),
  };
  const head = { ...context, log_limit: action.limits.logs };
  let run = (): Promise<RuntimeReply> => slot.instance.post(head, JSON.stringify(args));
  let start = Date.now();
  let initTime: number | undefined;
  let logs: string[] = [];
  if (slot.initialised === undefined) {
    const init = slot.instance.ready.then(() => {
      start = Date.now();
      const initialised = withTimeLimit(slot, timeout, () =>
        initialise(platform, slot, resolved, context, env),
      );
      // At once, and not when the platform has heard that the code is loaded.
      const first = run();
      first.catch(() => undefined);
      run = () => first;
      return initialised;
    });
    slot.initialised = init.then(
      ({ reply }) => reply?.status === 200,
      () => false,
    );
    const { reply, failure: why } = await init;
    initTime = Date.now() - start;
    if (reply?.status !== 200) {
      if (why === 'exit') await diedWhileLoading(platform, slot, start + timeout);
      const response = reply ? classifyInit(reply) : failure(why, timeout, ' during initialization');
      const duration = Date.now() - start;
      const ran = {
        response,
        start,
        duration,
        initTime: duration,
        timeout: why === 'time' || why === 'exit',
      };
      return { ran, logs: reply?.logs ?? slot.instance.unsentLogOf(id) };
    }
    logs = reply.logs;
    if (slot.state === 'initialising') slot.state = 'busy';
  } else if (!(await slot.initialised)) {
    throw new Error(
      `The instance of ${fullName(action)} this activation was waiting for could not be initialised.`,
    );
  }
  const runStart = initTime === undefined ? Date.now() : start;
  const { reply, failure: why } = await withTimeLimit(slot, timeout, run);
  const response = reply === undefined ? failure(why, timeout, '') : classifyRun(reply);
  const ran = { response, start: runStart, duration: Date.now() - runStart, timeout: why === 'time' };
  const own = reply?.logs ?? slot.instance.unsentLogOf(id);
  // What is left after a crash has the lines of the initialisation too, unless they were tidied away.
  const all = reply === undefined || logs.length === 0 ? own : [...logs, ...own];
  return { ran: initTime === undefined ? ran : { ...ran, initTime }, logs: all };
}

type Failure = 'time' | 'memory' | 'exit';

/** Waits for a reply, at most `ms` milliseconds: then the instance is killed. All output has been read after a failure. */
async function withTimeLimit(
  slot: Slot,
  ms: number,
  post: () => Promise<RuntimeReply>,
): Promise<{ reply?: RuntimeReply; failure?: Failure }> {
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    void slot.instance.kill('time');
  }, ms);
  try {
    return { reply: await post() };
  } catch {
    clearTimeout(timer);
    // An action may have closed its runtime's connections and live on: nothing can be asked of it any more.
    const killer = setTimeout(() => void slot.instance.kill('finished'), 500);
    const how = await slot.instance.exited;
    clearTimeout(killer);
    if (late) return { failure: 'time' };
    return { failure: exitReason(slot.instance, how) === 'memory' ? 'memory' : 'exit' };
  } finally {
    clearTimeout(timer);
  }
}

// OpenWhisk notices only at the end of the time limit that a process ended while it loaded; whoever watches is told now.
async function diedWhileLoading(platform: PlatformContext, slot: Slot, deadline: number): Promise<void> {
  platform.onEvent(
    `${slot.action} ended while it was loading: ${slot.instance.lastErrors.trim() || 'without a word'}`,
  );
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, deadline - Date.now())).unref());
}

/** The outcome of an activation whose process has ended. */
export function failure(
  why: Failure | undefined,
  timeout: number,
  during: string,
): ReturnType<typeof developerFailure> {
  if (why === 'memory') return developerFailure('The action exhausted its memory and was aborted.');
  if (why === 'time' || during !== '') {
    return developerFailure(`The action exceeded its time limits of ${timeout} milliseconds${during}.`);
  }
  return developerFailure('The action did not produce a valid response and exited unexpectedly.');
}

function initialise(
  platform: PlatformContext,
  slot: Slot,
  resolved: Resolved,
  context: Record<string, string>,
  env: Record<string, string>,
): Promise<RuntimeReply> {
  const { action } = resolved;
  const { code = '', binary = false, main } = action.exec;
  const names = Object.entries(context).map(([key, value]) => [`__OW_${key.toUpperCase()}`, value]);
  const init = {
    name: fullName(action),
    main: main || 'main',
    binary,
    env: { ...env, ...Object.fromEntries(names) },
    codeCache: platform.codeCache.pathFor(context.namespace ?? '', action),
  };
  const head = { init, log_limit: action.limits.logs };
  return slot.instance.post(head, binary ? Buffer.from(code, 'base64') : code);
}

/** The arguments of a run. Parameters marked `init` go into the environment, with the payload's value if it has one. */
export function argumentsOf({ resolved, payload }: Invocation): {
  args: unknown;
  env: Record<string, string>;
} {
  const env: Record<string, string> = {};
  const parameters = parametersOf(resolved);
  if (Array.isArray(payload)) return { args: payload, env };
  if (parameters.length === 0) return { args: payload, env };
  const args: Record<string, unknown> = {};
  for (const { key, value } of parameters) args[key] = value;
  Object.assign(args, payload);
  for (const { key, init } of parameters) {
    if (init !== true) continue;
    const value = args[key] ?? '';
    env[key] = typeof value === 'string' ? value : JSON.stringify(value);
    delete args[key];
  }
  return { args, env };
}

/** Whether the action gets the caller's key as `__OW_API_KEY`; a missing annotation counts as yes. */
export function wantsApiKey({ action }: Resolved): boolean {
  const value = lookUp(action.annotations, 'provide-api-key');
  return value === undefined || (value !== false && value !== 0 && value !== '' && value !== null);
}
