import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { Failure } from '#shared/cli/failure';
import { dieWithParent } from '#shared/process/die-with-parent';

/** How a server is started. */
export interface Command {
  name: string;
  command: string;
  args: string[];
  env?: Record<string, string | undefined>;
  cwd?: string;
  /** The signal that asks for a clean stop; SIGTERM unless the server wants another one. */
  stopSignal?: NodeJS.Signals;
  /** Milliseconds from that signal to SIGKILL. */
  stopWithinMs?: number;
  /** Asked again and again until it resolves: then the server can be used. */
  ready: () => Promise<unknown>;
  readyWithinMs?: number;
  onLine?: (line: string) => void;
}

/** A running server. */
export interface Running {
  name: string;
  pid: number;
  /** Resolves with a sentence when the process has ended, wanted or not. */
  ended: Promise<string>;
  stop(): Promise<void>;
  kill(signal: NodeJS.Signals): void;
}

/** Lines of early output that are kept to explain a failed start. */
const keptLines = 12;

/**
 * Starts a server as a child in a process group of its own and waits until it is ready. If it ends before, or is
 * not ready in time, it is stopped and the error holds the last lines of its output.
 */
export async function startProcess(options: Command): Promise<Running> {
  const { name, ready, readyWithinMs = 60_000, stopSignal = 'SIGTERM', stopWithinMs = 10_000 } = options;
  const [command = '', ...args] = dieWithParent([options.command, ...options.args], 'TERM');
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: { ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const early: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      early.push(line);
      if (early.length > keptLines) early.shift();
      options.onLine?.(line);
    });
  }
  const ended = end(child);
  const kill = (signal: NodeJS.Signals): void => {
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null)
      process.kill(child.pid, signal);
  };
  const stop = async (): Promise<void> => {
    kill(stopSignal);
    const surely = setTimeout(() => kill('SIGKILL'), stopWithinMs);
    await ended;
    clearTimeout(surely);
  };
  const tooLate = new AbortController();
  const outcome = await Promise.race([
    until(ready, tooLate.signal),
    ended,
    delay(readyWithinMs, tooLate.signal).then(() => `is not ready after ${readyWithinMs / 1000} s`),
  ]).finally(() => tooLate.abort());
  if (outcome !== undefined) {
    await stop();
    throw new Failure(`${name} ${outcome}.${early.map((line) => `\n    ${line}`).join('')}`);
  }
  return { name, pid: child.pid ?? 0, ended, stop, kill };
}

async function end(child: ChildProcess): Promise<string> {
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

/** Asks at short intervals until `question` succeeds or nobody wants to know any more. */
async function until(question: () => Promise<unknown>, signal: AbortSignal): Promise<undefined> {
  while (!signal.aborted) {
    try {
      await question();
      return undefined;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 40));
    }
  }
}
