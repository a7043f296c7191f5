import { randomUUID } from 'node:crypto';
import type { Offer } from '#wsk/placements/direct/line';
import type { ActivationRecord, Response } from '../../platform/activations/activations.ts';
import type { Core } from '../../platform/context.ts';
import { limits } from '../../platform/entities/limits.ts';
import { finalOf, type Resolved } from '../../platform/entities/resolve.ts';
import { isConductor } from '../../platform/invoke/conductor.ts';
import { classifyRun, isPlainSuccess } from '../../platform/invoke/outcome.ts';
import { argumentsOf, contextOf, failure, needOf } from '../../platform/invoke/run-in-instance.ts';
import { recordOf } from '../../platform/invoke/submit.ts';
import { type EndReason, endOf, type Instance } from '../../platform/pool/instance.ts';
import type { Slot } from '../../platform/pool/slot.ts';
import type { Identity } from '../../platform/server/identity.ts';
import type { Line, RunNote } from './protocol.ts';
import { readEnd, readStart } from './run-notes.ts';

/** A call that an action has made through the platform, as it could be made without. */
export interface Lendable {
  kind: Line['kind'];
  /** How the calls' targets begin, or for an invocation the whole target. */
  at: string;
  identity: Identity;
  resolved: Resolved;
  authorization?: string;
}

/** The lines of a platform: ways from one instance to another without the platform between them. */
export interface Lines {
  /** Keeps places in a warm instance for one caller; undefined where there is none. `ended` is called when it is given back. */
  lend(what: Lendable, ended: () => void): Promise<Offer | undefined>;
  /** A caller saw the line with this token break off: its instance is not used again. */
  lost(token: string): void;
  /** No call takes a line any more when this resolves, until new ones are lent. */
  recall(): Promise<void>;
  /** How many lines lead to an instance, how many places they keep, and how many of those are in use. */
  of(slot: Slot): { lines: number; places: number; used: number };
  /** Makes the records of what has run since the last time. */
  collect(): void;
  close(): void;
}

interface Lent {
  line: Line;
  what: Lendable;
  /** The record of a run that went well, without what only that run has. */
  record: ActivationRecord;
  slot: Slot;
  width: number;
  ended: () => void;
}

interface Running {
  id: string;
  lent: Lent;
  start: number;
  logs: string[];
}

const collectMs = 100;
const recallMs = 1000;

/**
 * Lines are lent, where `allowed`, to actions that allow several activations in one instance, and given back after
 * `idleMs` milliseconds without a call.
 */
export function createLines(
  core: Pick<Core, 'pool' | 'activations' | 'onEvent'>,
  { allowed, idleMs }: { allowed: boolean; idleMs: number },
): Lines {
  const lines = new Map<number, Lent>();
  const running = new Map<string, Running>();
  const watched = new WeakSet<Instance>();
  let last = 0;
  let timer: NodeJS.Timeout | undefined;

  function take({ kind, id, text }: RunNote): void {
    if (kind === 'start') {
      const { line, start } = readStart(text);
      const lent = lines.get(line);
      if (lent !== undefined) running.set(id, { id, lent, start, logs: [] });
      return;
    }
    const run = running.get(id);
    if (run === undefined) return;
    if (kind === 'log') return void run.logs.push(text);
    running.delete(id);
    const { lent, start, logs } = run;
    const size = logs.reduce((sum, line) => sum + line.length, text.length);
    core.activations.putLazily(id, size, recordLater(lent.record, { activationId: id, start, logs }, text));
  }

  const collectFrom = (instance: Instance): void => instance.takeRuns(take);

  function collect(): void {
    for (const instance of new Set([...lines.values()].map(({ slot }) => slot.instance)))
      collectFrom(instance);
    for (const { lent, start } of running.values()) {
      if (Date.now() - start > lent.what.resolved.action.limits.timeout) void lent.slot.instance.kill('time');
    }
    if (lines.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  }

  function giveBack(lent: Lent): void {
    if (!lines.has(lent.line.id)) return;
    collectFrom(lent.slot.instance);
    lines.delete(lent.line.id);
    core.pool.release(lent.slot, false, lent.width);
    lent.ended();
  }

  function watch(slot: Slot): void {
    const { instance } = slot;
    if (watched.has(instance)) return;
    watched.add(instance);
    instance.onLineNotice = (notice) => {
      const lent = 'returned' in notice ? lines.get(notice.returned) : undefined;
      if (lent !== undefined) giveBack(lent);
      if ('broken' in notice) core.pool.retire(slot);
    };
    instance.exited.then((how) => {
      collectFrom(instance);
      const why = endOf(instance, how);
      for (const run of running.values()) if (run.lent.slot.instance === instance) fail(run, why);
      for (const lent of [...lines.values()]) if (lent.slot.instance === instance) giveBack(lent);
    });
  }

  function fail(run: Running, why: EndReason | 'exit'): void {
    running.delete(run.id);
    const { id, start, logs, lent } = run;
    const { identity, resolved } = lent.what;
    const { timeout } = resolved.action.limits;
    const response = failure(why === 'time' || why === 'memory' ? why : 'exit', timeout, '');
    const ran = { response, start, duration: Date.now() - start, timeout: why === 'time', logs };
    const invocation = { identity, resolved, payload: {}, transactionId: '' };
    core.activations.put({ ...recordOf(invocation, id, ran, start), logs });
  }

  async function lend(what: Lendable, ended: () => void): Promise<Offer | undefined> {
    const { identity, resolved, kind, at, authorization } = what;
    const { action } = resolved;
    const { concurrency, timeout } = action.limits;
    if (!allowed || concurrency === 1 || timeout > limits.blockingWaitMs) return undefined;
    if (action.exec.kind === 'sequence' || action.native !== undefined || isConductor(resolved))
      return undefined;
    const invocation = { identity, resolved, payload: {}, transactionId: '' };
    const { args, env } = argumentsOf(invocation);
    const width = Math.ceil(concurrency / 8);
    const slot = core.pool.reserve(needOf(invocation, env), width);
    if (slot === undefined) return undefined;
    last += 1;
    const line: Line = {
      id: last,
      token: randomUUID().replaceAll('-', ''),
      kind,
      context: contextOf(invocation),
      parameters: args as Record<string, unknown>,
      settled: [...Object.keys(env), ...finalOf(resolved)],
      timeoutMs: timeout,
      idleMs,
      logsMb: action.limits.logs,
    };
    const plain = { response: responseOf(200, '{}'), start: 0, duration: 0, timeout: false, logs: [] };
    const record = recordOf(invocation, '', plain, 0);
    const lent = { line, what, record, slot, width, ended };
    lines.set(line.id, lent);
    watch(slot);
    timer ??= setInterval(collect, collectMs).unref();
    try {
      const socket = await slot.instance.ask({ lend: line });
      const offer: Offer = { socket, token: line.token, kind: kind === 'invoke' ? kind : 'web', at, width };
      return authorization === undefined ? offer : { ...offer, authorization };
    } catch (error) {
      core.onEvent(`No line to ${slot.action}: ${(error as Error).message}`);
      giveBack(lent);
      return undefined;
    }
  }

  function lost(token: string): void {
    for (const { line, slot } of lines.values()) if (line.token === token) core.pool.retire(slot);
  }

  async function recall(): Promise<void> {
    const asked = [...lines.values()].map(({ line, slot }) => slot.instance.ask({ recall: line.id }));
    if (asked.length === 0) return;
    // One that does not answer is busy with a call and takes no other.
    const late = new Promise((resolve) => setTimeout(resolve, recallMs).unref());
    await Promise.race([Promise.allSettled(asked), late]);
  }

  function of(slot: Slot): { lines: number; places: number; used: number } {
    const here = [...lines.values()].filter((lent) => lent.slot === slot);
    const used = [...running.values()].filter(({ lent }) => lent.slot === slot).length;
    return { lines: here.length, places: here.reduce((sum, { width }) => sum + width, 0), used };
  }

  return { lend, lost, recall, collect, of, close: () => clearInterval(timer) };
}

// Holds neither the instance nor the action's code, which may be gone long before the record is.
const recordLater =
  (record: ActivationRecord, own: Pick<ActivationRecord, 'activationId' | 'start' | 'logs'>, text: string) =>
  (): ActivationRecord => {
    const { duration, status, reply } = readEnd(text);
    const response = responseOf(status, reply);
    return { ...record, ...own, duration, end: own.start + duration, response };
  };

// Read when somebody asks: lists have no results.
function responseOf(status: number, text: string): Response {
  if (!isPlainSuccess(status, text))
    return classifyRun({ status, text, size: Buffer.byteLength(text), logs: [] });
  return {
    get result() {
      return JSON.parse(text) as unknown;
    },
    size: text.length,
    status: 'success',
    success: true,
  };
}
