import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { dieWithParent } from '#shared/process/die-with-parent';
import { eventually } from './eventually.ts';

/** An npm script as a person runs it, in a process group of its own, as a terminal would make it. */
export interface NpmCommand {
  /** The process of npm. */
  child: ChildProcess;
  stdout(): string;
  stderr(): string;
  /** The line of JSON of `--json`, when it is there. */
  json<Value>(): Promise<Value>;
  /** Resolves with the exit code, or the signal that ended the command. */
  ended: Promise<number | string>;
  /** All processes below the command, now. */
  pids(): number[];
  /** The process below the command whose command line contains a text. */
  pidOf(text: string): number;
  /** What Ctrl-C does: the signal goes to the whole group. */
  interrupt(): void;
}

/** Runs `npm start -- ARGUMENTS` in this repository. */
export const startCommand = (args: string[], env: Record<string, string> = {}): NpmCommand =>
  npmCommand('start', args, env);

/** Runs `npm run SCRIPT -- ARGUMENTS` in this repository. It is told to stop when the process of the test ends. */
export function npmCommand(script: string, args: string[], env: Record<string, string> = {}): NpmCommand {
  const argv = ['npm', '--silent', 'run', script, '--', ...args];
  const [command = '', ...rest] = dieWithParent(argv, 'TERM');
  const child = spawn(command, rest, {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env, NODE_TEST_CONTEXT: undefined },
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const ended = once(child, 'exit').then(([code, signal]) => (code ?? signal) as number | string);
  return {
    child,
    ended,
    stdout: () => stdout,
    stderr: () => stderr,
    json: () =>
      eventually(() => {
        const line = stdout.split('\n').find((each) => each.startsWith('{'));
        if (line === undefined) throw new Error(`no JSON yet:\n${stderr.slice(-2000)}`);
        return JSON.parse(line);
      }, 120_000),
    pids: () => descendants(child.pid ?? 0),
    pidOf(text) {
      const pid = descendants(child.pid ?? 0).find((each) => commandLine(each).includes(text));
      if (pid === undefined) throw new Error(`no process runs ${text}`);
      return pid;
    },
    interrupt: () => process.kill(-(child.pid ?? 0), 'SIGINT'),
  };
}

/** Which of the processes still run; those that ended but were not collected do not count. */
export const alive = (pids: number[]): number[] => pids.filter((pid) => statOf(pid) !== undefined);

function descendants(root: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    const parent = Number.isInteger(pid) ? statOf(pid) : undefined;
    if (parent !== undefined) parents.set(pid, parent);
  }
  const below = (pid: number): boolean => {
    for (let at = parents.get(pid); at !== undefined; at = parents.get(at)) if (at === root) return true;
    return false;
  };
  return [...parents.keys()].filter(below);
}

/** The parent of a process that runs. */
function statOf(pid: number): number | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state, parent] = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return state === 'Z' ? undefined : Number(parent);
  } catch {
    return undefined;
  }
}

function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}
