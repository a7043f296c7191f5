import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Duplex } from 'node:stream';
import { dieWithParent } from '#shared/process/die-with-parent';
import { killGroup } from '#shared/process/kill-group';
import { createLogCollector } from '../activations/log-collector.ts';
import type { CodeCache } from './code-cache.ts';
import { type Notice, RuntimeConnection, type RuntimeReply } from './runtime-connection.ts';

/** The options with which the process of a new instance is started. */
export interface InstanceOptions {
  node: string;
  /** The path of the runtime program. */
  runtime: string;
  /** The paths of the programs of extensions, which the runtime loads. */
  extensions: string[];
  /** The value of NODE_PATH. */
  modules: string;
  /** The instance's own folder; the instance creates it and removes it at its end. */
  home: string;
  memoryMb: number;
  apihost: string;
  concurrent: boolean;
  codeCache: CodeCache;
}

/** Why the platform ended an instance. */
export type EndReason = 'evicted' | 'finished' | 'time' | 'memory';

const inheritedVariables = ['PATH', 'LANG', 'LC_ALL', 'TZ'];

/** A process that runs one action, as a container does on a cluster. */
export class Instance {
  readonly memoryMb: number;
  readonly logs = createLogCollector();
  readonly pid: number;
  /** Resolves when the process accepts requests; rejects with its error output when it ends before. */
  readonly ready: Promise<void>;
  /** Resolves with the signal or exit code of the process, after all its output has been read. */
  readonly exited: Promise<string>;
  /** The last 2000 characters that the process wrote to stderr. */
  lastErrors = '';
  /** The reason, set before the platform ends the process. */
  ended: EndReason | undefined;
  /** Called with a notice that an extension inside the process sends. */
  onExtensionNotice: (notice: unknown) => void = () => undefined;
  /** Called when the process has ended, before its folder is removed. */
  beforeRemoval: () => void = () => undefined;
  /** Called when the connection to the process is lost, which happens before the exit event. */
  onLost: () => void = () => undefined;
  /** The process's own folder. */
  readonly home: string;
  #child: ChildProcess;
  #connection: RuntimeConnection;
  #logFile = '';

  constructor(options: InstanceOptions) {
    this.memoryMb = options.memoryMb;
    this.home = options.home;
    mkdirSync(options.home, { recursive: true, mode: 0o700 });
    const argv = [
      options.node,
      ...heapOptions(options.memoryMb),
      options.runtime,
      options.home,
      ...options.extensions,
    ];
    const [command = '', ...args] = dieWithParent(argv, 'KILL');
    this.#child = spawn(command, args, {
      cwd: options.home,
      env: environment(options),
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
      // A process group of its own, so that processes that the action has started end with it.
      detached: true,
    });
    this.pid = this.#child.pid ?? 0;
    this.#child.stdout?.on('data', (chunk: Buffer) => this.logs.append('stdout', chunk));
    this.#child.stderr?.on('data', (chunk: Buffer) => {
      this.lastErrors = (this.lastErrors + chunk.toString()).slice(-2000);
      this.logs.append('stderr', chunk);
    });
    this.exited = new Promise((resolve) => {
      this.#child.on('error', (error) => resolve(`could not be started: ${error.message}`));
      this.#child.on('close', (code, signal) => resolve(signal ?? `exit code ${code}`));
    });
    this.#child.on('exit', () => this.#signal('SIGKILL'));
    this.exited.then(() => this.#clean());
    let started: () => void = () => undefined;
    const ready = new Promise<void>((resolve) => {
      started = resolve;
    });
    const receive = (notice: Notice, body: Buffer): void => {
      if ('ready' in notice) started();
      else if ('codeCache' in notice) options.codeCache.store(notice.codeCache, body);
      else this.onExtensionNotice(notice.extension);
    };
    const [, , , socket] = this.#child.stdio;
    // Node connects a fourth 'pipe' to a duplex socket; its types know the first three only.
    if (!(socket instanceof Duplex)) throw new Error('the process has no file descriptor 3');
    this.#connection = new RuntimeConnection(socket, receive, () => this.onLost());
    this.ready = Promise.race([ready, this.#failed()]);
    this.ready.catch(() => undefined);
  }

  async #failed(): Promise<never> {
    const how = await this.exited;
    throw new Error(`The action's process ended before it was ready (${how}). ${this.lastErrors}`.trim());
  }

  #clean(): void {
    this.logs.end();
    this.beforeRemoval();
    try {
      this.#logFile = readFileSync(join(this.home, 'log'), 'utf8');
    } catch {
      // The process ended before it created the file.
    }
    rmSync(this.home, { recursive: true, force: true });
  }

  /** Sends one request and resolves with the reply; rejects when the process ends before it has replied. */
  post(head: object, body: string | Buffer): Promise<RuntimeReply> {
    return this.#connection.post(head, body);
  }

  /** Sends a request to the extension inside the process and resolves with its reply; rejects with the extension's error. */
  async askExtension(request: unknown): Promise<string> {
    const { status, text } = await this.post({ extension: request }, '');
    if (status !== 200) throw new Error(text);
    return text;
  }

  /** After the process has ended: the log lines of an activation that got no reply. */
  unsentLogOf(id: string): string[] {
    const lines = this.#logFile.split('\n').filter((line) => line.startsWith(`${id} `));
    return lines.map((line) => line.slice(id.length + 1));
  }

  #signal(signal: 'SIGTERM' | 'SIGKILL'): void {
    killGroup(this.#child.pid, signal);
  }

  /** Kills the process and all processes that it has started. */
  kill(reason: EndReason): Promise<string> {
    this.ended ??= reason;
    this.#signal('SIGKILL');
    return this.exited;
  }

  /** Sends SIGTERM, and SIGKILL after a second; resolves when the process has ended. */
  async stop(reason: EndReason): Promise<void> {
    this.ended ??= reason;
    this.#signal('SIGTERM');
    const timer = setTimeout(() => this.#signal('SIGKILL'), 1000);
    await this.exited;
    clearTimeout(timer);
  }

  /** The private memory of the process in MB, without shared file pages; 0 on systems without /proc. */
  residentMb(): number {
    try {
      const [, resident = '0', shared = '0'] = readFileSync(`/proc/${this.pid}/statm`, 'utf8').split(' ');
      return ((Number(resident) - Number(shared)) * 4096) / 1024 / 1024;
    } catch {
      return 0;
    }
  }
}

/** Why a process has ended; `how` is the value of `exited`. `exit` means that the process ended by itself. */
export function exitReason({ ended, lastErrors }: Instance, how: string): EndReason | 'exit' {
  const heap = how === 'SIGABRT' && lastErrors.includes('heap out of memory');
  return heap ? 'memory' : (ended ?? 'exit');
}

// Each full garbage collection of V8 discards optimised code. These options avoid collections that save no memory:
// - initial-old-space-size: with only a limit, V8 starts a full collection after the first megabytes. The pool has reserved the whole
//   limit, so a quarter of it may fill first.
// - no-memory-reducer: V8 otherwise collects in idle processes, and the next call of an idle instance would be slow.
// - min-semi-space-size: 8 MB hold all objects of a start, so that V8 need not collect during it.
// - single-threaded-gc: in heaps this small, helper threads cost more than they save and use the cores of other instances.
const heapOptions = (memoryMb: number): string[] => [
  `--max-old-space-size=${memoryMb}`,
  `--initial-old-space-size=${Math.floor(memoryMb / 4)}`,
  '--no-memory-reducer',
  '--min-semi-space-size=8',
  '--single-threaded-gc',
];

function environment(options: InstanceOptions): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = {
    HOME: options.home,
    TMPDIR: options.home,
    NODE_PATH: options.modules,
    __OW_API_HOST: options.apihost,
  };
  if (options.concurrent) env.__OW_ALLOW_CONCURRENT = 'true';
  for (const name of inheritedVariables) if (process.env[name] !== undefined) env[name] = process.env[name];
  return env;
}
