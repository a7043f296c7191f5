import type { PlatformContext } from '../context.ts';
import { fullName } from '../entities/entities.ts';
import type { Resolved } from '../entities/resolve.ts';
import { exitReason } from '../pool/instance.ts';
import type { RuntimeReply } from '../pool/runtime-connection.ts';
import type { Slot } from '../pool/slot.ts';
import { argumentsOf, contextOf, needOf } from './arguments.ts';
import type { Invocation, RunResult } from './invocation.ts';
import { classifyInit, classifyRun, developerFailure } from './outcome.ts';

/** Runs an action in an instance of the pool: initialises a new instance, runs the action, and collects the log. */
export async function runInInstance(
  platform: PlatformContext,
  invocation: Invocation,
  id: string,
): Promise<RunResult> {
  const { action } = invocation.resolved;
  const { args, env } = argumentsOf(invocation);
  const slot = await platform.pool.acquire(needOf(invocation, env));
  const { logs } = slot.instance;
  logs.open(id, action.limits.logs);
  let attempt: Attempt;
  try {
    attempt = await attemptRun(platform, { invocation, id, slot, args, env });
  } catch (error) {
    platform.pool.release(slot, true);
    throw error;
  }
  const isBroken = attempt.result.response.status === 'action developer error';
  const lines = logs.close(id).then((direct) => inOrder(attempt.logs, direct));
  platform.pool.release(slot, isBroken);
  return { ...attempt.result, logs: lines };
}

/** One activation in one instance. */
interface Run {
  invocation: Invocation;
  id: string;
  slot: Slot;
  args: unknown;
  env: Record<string, string>;
}

/** The result of a run, and the log lines that came with the replies of the runtime. */
interface Attempt {
  result: Omit<RunResult, 'logs'>;
  logs: string[];
}

/** Merges the lines of the runtime with those that the process wrote directly; each line begins with its time. */
function inOrder(logs: string[], direct: string[]): string[] {
  if (direct.length === 0) return logs;
  const time = (line: string): string => line.slice(0, 24);
  return [...logs, ...direct].sort((a, b) => Number(time(a) > time(b)) - Number(time(a) < time(b)));
}

async function attemptRun(platform: PlatformContext, run: Run): Promise<Attempt> {
  const { invocation, id, slot, args } = run;
  const { action } = invocation.resolved;
  const context: Record<string, string> = {
    ...contextOf(invocation),
    activation_id: id,
    transaction_id: invocation.transactionId,
    deadline: String(Date.now() + action.limits.timeout),
  };
  const head = { ...context, log_limit: action.limits.logs };
  const post = (): Promise<RuntimeReply> => slot.instance.post(head, JSON.stringify(args));
  if (slot.initialised === undefined) return initialiseAndRun(platform, run, context, post);
  if (await slot.initialised) return runOnce(run, post, Date.now(), []);
  throw new Error(
    `The instance of ${fullName(action)} for which this activation waited could not be initialised.`,
  );
}

async function initialiseAndRun(
  platform: PlatformContext,
  run: Run,
  context: Record<string, string>,
  post: () => Promise<RuntimeReply>,
): Promise<Attempt> {
  const { invocation, id, slot, env } = run;
  const { timeout } = invocation.resolved.action.limits;
  let start = Date.now();
  let firstRun: Promise<RuntimeReply> | undefined;
  const initialisation = slot.instance.ready.then(() => {
    start = Date.now();
    const init = withTimeLimit(slot, timeout, () =>
      postInit(platform, slot, invocation.resolved, context, env),
    );
    // The first run is sent together with the code, so that it need not wait until the reply to the initialisation arrives here.
    firstRun = post();
    firstRun.catch(() => undefined);
    return init;
  });
  slot.initialised = initialisation.then(
    ({ reply }) => reply?.status === 200,
    () => false,
  );
  const { reply, cause } = await initialisation;
  if (reply?.status !== 200) {
    if (cause === 'exit') await reportFailedLoad(platform, slot, start + timeout);
    const response = reply ? classifyInit(reply) : failure(cause, timeout, ' during initialization');
    const duration = Date.now() - start;
    const isTimeout = cause === 'time' || cause === 'exit';
    const result = { response, start, duration, initTime: duration, timeout: isTimeout };
    return { result, logs: reply?.logs ?? slot.instance.unsentLogOf(id) };
  }
  const initTime = Date.now() - start;
  if (slot.state === 'initialising') slot.state = 'busy';
  const { result, logs } = await runOnce(run, () => firstRun ?? post(), start, reply.logs);
  return { result: { ...result, initTime }, logs };
}

/** Waits for the reply to one run; `start` is the start of the activation in epoch milliseconds. */
async function runOnce(
  { invocation, id, slot }: Run,
  post: () => Promise<RuntimeReply>,
  start: number,
  initLogs: string[],
): Promise<Attempt> {
  const { timeout } = invocation.resolved.action.limits;
  const { reply, cause } = await withTimeLimit(slot, timeout, post);
  const response = reply === undefined ? failure(cause, timeout, '') : classifyRun(reply);
  const result = { response, start, duration: Date.now() - start, timeout: cause === 'time' };
  // After a crash the log file also holds the lines of the initialisation.
  const logs = reply === undefined ? slot.instance.unsentLogOf(id) : [...initLogs, ...reply.logs];
  return { result, logs };
}

/** Why an instance gave no reply: it exceeded the time limit or its memory, or its process ended. */
type FailureCause = 'time' | 'memory' | 'exit';

/**
 * Waits for a reply, at most `ms` milliseconds; then the instance is killed. When this resolves with a cause, the process has ended
 * and all its output has been read.
 */
async function withTimeLimit(
  slot: Slot,
  ms: number,
  post: () => Promise<RuntimeReply>,
): Promise<{ reply?: RuntimeReply; cause?: FailureCause }> {
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    void slot.instance.kill('time');
  }, ms);
  try {
    return { reply: await post() };
  } catch {
    clearTimeout(timer);
    // An action may have closed the connection while its process still runs; such an instance cannot be used again.
    const killer = setTimeout(() => void slot.instance.kill('finished'), 500);
    const how = await slot.instance.exited;
    clearTimeout(killer);
    if (late) return { cause: 'time' };
    return { cause: exitReason(slot.instance, how) === 'memory' ? 'memory' : 'exit' };
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Reports a process that ended while it loaded its code, and waits until the time limit: OpenWhisk detects such an end only then, so
 * its clients get the response only then.
 */
async function reportFailedLoad(platform: PlatformContext, slot: Slot, deadline: number): Promise<void> {
  platform.onEvent(
    `${slot.action} ended while it was loading: ${slot.instance.lastErrors.trim() || 'no error output'}`,
  );
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, deadline - Date.now())).unref());
}

/** The response of an activation whose process has ended. */
export function failure(
  cause: FailureCause | undefined,
  timeout: number,
  during: string,
): ReturnType<typeof developerFailure> {
  if (cause === 'memory') return developerFailure('The action exhausted its memory and was aborted.');
  if (cause === 'time' || during !== '') {
    return developerFailure(`The action exceeded its time limits of ${timeout} milliseconds${during}.`);
  }
  return developerFailure('The action did not produce a valid response and exited unexpectedly.');
}

/** Sends the code of an action with the variables of its first activation. */
function postInit(
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
