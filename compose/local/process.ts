import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { Failure } from '#shared/cli/failure';
import { dieWithParent } from '#shared/process/die-with-parent';

/** A program that is started as a server. */
export interface Command {
  name: string;
  command: string;
  args: string[];
  env?: Record<string, string | undefined>;
  cwd?: string;
  /** The signal for a clean stop; default SIGTERM. */
  stopSignal?: NodeJS.Signals;
  /** Milliseconds between that signal and SIGKILL. */
  stopWithinMs?: number;
  /** Called repeatedly until it resolves; the server is ready then. */
  ready: () => Promise<unknown>;
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

/** The number of output lines in the error of a failed start. */
const maxErrorLines = 12;

/**
 * Starts a server in a process group of its own and waits until it is ready. When it ends before that or is not ready in time, it is
 * stopped, and the failure contains the last lines of its output.
 */
export async function startProcess(options: Command): Promise<RunningProcess> {
  const { name, ready, readyWithinMs = 60_000, stopSignal = 'SIGTERM', stopWithinMs = 10_000 } = options;
  const [command = '', ...args] = dieWithParent([options.command, ...options.args], 'TERM');
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: { ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const lastLines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      lastLines.push(line);
      if (lastLines.length > maxErrorLines) lastLines.shift();
      options.onLine?.(line);
    });
  }
  const ended = describeEnd(child);
  const kill = (signal: NodeJS.Signals): void => {
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null)
      process.kill(child.pid, signal);
  };
  const stop = async (): Promise<void> => {
    kill(stopSignal);
    const killTimer = setTimeout(() => kill('SIGKILL'), stopWithinMs);
    await ended;
    clearTimeout(killTimer);
  };
  const waiting = new AbortController();
  const outcome = await Promise.race([
    poll(ready, waiting.signal),
    ended,
    delay(readyWithinMs, waiting.signal).then(() => `is not ready after ${readyWithinMs / 1000} s`),
  ]).finally(() => waiting.abort());
  if (outcome !== undefined) {
    await stop();
    throw new Failure(`${name} ${outcome}.${lastLines.map((line) => `\n    ${line}`).join('')}`);
  }
  return { name, pid: child.pid ?? 0, ended, stop, kill };
}

async function describeEnd(child: ChildProcess): Promise<string> {
  const failed = once(child, 'error').then(([error]: Error[]) => `cannot be started (${error?.message})`);
  const exited = once(child, 'exit').then(([code, signal]: unknown[]) =>
    signal === null ? `ended with exit code ${code}` : `was ended by ${signal}`,
  );
  return Promise.race([failed, exited]);
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
