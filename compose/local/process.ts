import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { Failure } from '#shared/cli/failure';
import { untilAborted } from '#shared/cli/stop';
import { dieWithParent } from '#shared/process/die-with-parent';
import { isFree, probePort } from './ports.ts';
import { startSignal } from './start-signal.ts';

/** A program that is started as a server. */
export interface Command {
  name: string;
  command: string;
  args: string[];
  env?: Record<string, string | undefined>;
  cwd?: string;
  /** The signal for a clean stop; default SIGTERM. */
  stopSignal?: NodeJS.Signals;
  /** Milliseconds between that signal and SIGKILL; default 2500, so that services and then components end within 5 s. */
  stopWithinMs?: number;
  /** The port that the server opens by itself: it is started when nobody else listens there. */
  port?: number;
  /** The descriptor of a listening socket that the server gets (shared/process/started-by.ts). */
  socket?: number | undefined;
  /**
   * How it is known that the server is ready: `told`, by its message over Node's IPC channel (shared/process/started-by.ts); or by a
   * function that is called repeatedly until it resolves. Default: the port accepts a connection.
   */
  ready?: 'told' | (() => Promise<unknown>);
  readyWithinMs?: number;
  onLine?: (line: string) => void;
}

/** A running server. */
export interface RunningProcess {
  name: string;
  pid: number;
  /** Resolves when the process has ended, with a phrase such as `ended with exit code 1`. */
  ended: Promise<string>;
  stop(): Promise<void>;
  kill(signal: NodeJS.Signals): void;
}

/** A server that cannot start ends by itself, so this is for machines that are very slow. */
const standardReadyMs = 300_000;
/** A port may be in use for a moment by a connection of somebody else. */
const freeWithinMs = 60_000;
/** The number of output lines in the error of a failed start. */
const maxErrorLines = 12;

/**
 * Starts a server in a process group of its own and waits until it is ready. When it ends before that or is not ready in time, it is
 * stopped, and the failure contains the last lines of its output. When `startSignal` aborts, it is stopped too, and the reason is thrown.
 */
export async function startProcess(options: Command): Promise<RunningProcess> {
  const {
    name,
    port,
    readyWithinMs = standardReadyMs,
    stopSignal = 'SIGTERM',
    stopWithinMs = 2500,
  } = options;
  const aborting = startSignal();
  const wait = Math.min(readyWithinMs, freeWithinMs);
  if (port !== undefined && !(await untilAborted(becomesFree(port, wait), aborting)))
    throw new Failure(`${name} cannot start: another program listens on its port ${port}.`);
  aborting.throwIfAborted();
  const child = launch(options);
  const lastLines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    if (stream === null) continue;
    createInterface({ input: stream }).on('line', (line) => {
      lastLines.push(line);
      if (lastLines.length > maxErrorLines) lastLines.shift();
      options.onLine?.(line);
    });
  }
  const ended = describeEnd(child);
  const hasEnded = (): boolean => child.exitCode !== null || child.signalCode !== null;
  const kill = (signal: NodeJS.Signals): void => {
    if (child.pid !== undefined && !hasEnded()) process.kill(child.pid, signal);
  };
  const stop = async (): Promise<void> => {
    kill(stopSignal);
    const killTimer = setTimeout(() => kill('SIGKILL'), stopWithinMs);
    await ended;
    clearTimeout(killTimer);
  };
  const waiting = new AbortController();
  const states = Promise.race([
    isReady(child, options, waiting.signal),
    ended,
    delay(readyWithinMs, waiting.signal).then(() => `is not ready after ${readyWithinMs / 1000} s`),
  ]);
  try {
    // What has answered may be another server if ours has ended.
    const failed = (await untilAborted(states, aborting)) ?? (hasEnded() ? await ended : undefined);
    if (failed !== undefined) throw notStarted(name, failed, lastLines);
  } catch (error) {
    await stop();
    throw error;
  } finally {
    waiting.abort();
  }
  return { name, pid: child.pid ?? 0, ended, stop, kill };
}

/** The failure of a server: the last lines of its output, and then one line that says what has happened. */
function notStarted(name: string, failed: string, lastLines: string[]): Failure {
  const output = lastLines.map((line) => `    ${line}\n`).join('');
  const told = lastLines.findLast((line) => /error|fatal|fail|cannot|can't/i.test(line)) ?? lastLines.at(-1);
  return new Failure(`${output}${name} ${failed}${told === undefined ? '' : `: ${told.trim()}`}`);
}

/** Spawns the process with the descriptors that it gets, and the variable that tells it about them. */
function launch({ command: program, args: given, cwd, env, socket, ready }: Command): ChildProcess {
  const [command = '', ...args] = dieWithParent([program, ...given], 'TERM');
  const stdio: StdioOptions = ['ignore', 'pipe', 'pipe'];
  if (socket !== undefined) stdio.push(socket);
  if (ready === 'told') stdio.push('ipc');
  const activation = { LISTEN_FDS: socket === undefined ? undefined : '1', LISTEN_PID: undefined };
  return spawn(command, args, { cwd, env: { ...env, ...activation }, stdio, detached: true });
}

async function describeEnd(child: ChildProcess): Promise<string> {
  const failed = once(child, 'error').then(([error]: Error[]) => `cannot be started (${error?.message})`);
  const exited = once(child, 'exit').then(([code, signal]: unknown[]) =>
    signal === null ? `ended with exit code ${code}` : `was ended by ${signal}`,
  );
  return Promise.race([failed, exited]);
}

function isReady(child: ChildProcess, { ready, port = 0 }: Command, signal: AbortSignal): Promise<undefined> {
  if (ready === 'told') return new Promise((resolve) => child.once('message', () => resolve(undefined)));
  return poll(ready ?? (() => probePort(port)), signal);
}

async function becomesFree(port: number, withinMs: number): Promise<boolean> {
  const waiting = AbortSignal.timeout(withinMs);
  await poll(async () => {
    if (!(await isFree(port))) throw new Error('somebody listens there');
  }, waiting);
  return !waiting.aborted;
}

const delay = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => clearTimeout(timer));
  });

/** Calls `check` at short intervals until it resolves or the signal aborts. */
async function poll(check: () => Promise<unknown>, signal: AbortSignal): Promise<undefined> {
  while (!signal.aborted) {
    try {
      await check();
      return undefined;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 40));
    }
  }
}
