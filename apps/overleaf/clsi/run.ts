import { type ChildProcess, spawn } from 'node:child_process';
import { giveTo } from './compile-folder.ts';
import { folderBytes, folderIsFull, type Limits } from './limits.ts';
import { confined, hasSandbox, userOf } from './sandbox.ts';
import { sizeOf } from './size.ts';

/** A program that runs in a folder. */
export interface Program {
  folder: string;
  argv: string[];
  limits: Limits;
  /** Ends the run when it is aborted. */
  stopped?: AbortSignal;
}

/** How a run has ended. */
export interface Ended {
  by: 'itself' | 'time' | 'stop' | 'size';
  /** The exit code; null after a signal. */
  code: number | null;
  /** What the program wrote to its standard output and error, up to 1 MiB. */
  output: string;
}

const outputBytes = 1024 * 1024;
/** Milliseconds that a program has to end by itself. */
const graceMs = 2000;
const lookAtSizeEveryMs = 1000;

/** Runs a program in a process group of its own, which is ended as a whole. Resolves when nothing of it runs any more. */
export async function run({ folder, argv, limits, stopped }: Program): Promise<Ended> {
  const user = userOf(folder);
  if (user !== undefined && hasSandbox) await giveTo(user, folder);
  const { command, args, env } = confined(folder, argv, limits);
  const child = spawn(command, args, {
    cwd: folder,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const collected = collect(child);
  const ended: { by: Ended['by'] } = { by: 'itself' };
  const endBy = (reason: Ended['by']) => (): void => {
    if (ended.by !== 'itself') return;
    ended.by = reason;
    endGroup(child);
  };
  const late = setTimeout(endBy('time'), limits.seconds * 1000);
  const watch = setInterval(async () => {
    const size = await sizeOf(folder).catch(() => 0);
    if (size > folderBytes) endBy('size')();
  }, lookAtSizeEveryMs);
  const stop = endBy('stop');
  if (stopped?.aborted) stop();
  stopped?.addEventListener('abort', stop, { once: true });
  try {
    const code = await exitOf(child);
    const written = collected();
    if (/^(bwrap|setpriv|prlimit): /.test(written)) throw new Error(`cannot start ${argv[0]}: ${written}`);
    const output = `${written}${ended.by === 'size' ? `${folderIsFull}\n` : ''}`;
    return { ...ended, code, output };
  } finally {
    clearTimeout(late);
    clearInterval(watch);
    stopped?.removeEventListener('abort', stop);
    signalGroup(child, 'SIGKILL');
  }
}

function exitOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
}

/** Collects the beginning of what a process writes. */
function collect({ stdout, stderr }: ChildProcess): () => string {
  const chunks: Buffer[] = [];
  let left = outputBytes;
  for (const stream of [stdout, stderr])
    stream?.on('data', (chunk: Buffer) => {
      if (left > 0) chunks.push(chunk.subarray(0, left));
      left -= chunk.length;
    });
  return () => Buffer.concat(chunks).toString();
}

function endGroup(child: ChildProcess): void {
  signalGroup(child, 'SIGTERM');
  const timer = setTimeout(() => signalGroup(child, 'SIGKILL'), graceMs);
  child.once('close', () => clearTimeout(timer));
}

function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // All of the group have ended.
  }
}
