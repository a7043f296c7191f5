import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { dieWithParent } from '#shared/process/die-with-parent';
import { createLogCollector } from '../activations/log-collector.ts';
import type { CodeCache } from './code-cache.ts';
import { type Notice, RuntimeConnection, type RuntimeReply } from './runtime-connection.ts';

/** How a new instance's process is started. */
export interface InstanceOptions {
  node: string;
  /** The runtime program. */
  runtime: string;
  /** Programs of the platform's extensions that the runtime loads. */
  extensions: string[];
  /** NODE_PATH. */
  modules: string;
  /** The instance's own folder; made here, removed when it has ended. */
  home: string;
  memoryMb: number;
  apihost: string;
  concurrent: boolean;
  codeCache: CodeCache;
}

/** Why an instance was ended by the platform. */
export type EndReason = 'evicted' | 'finished' | 'time' | 'memory';

const passedOn = ['PATH', 'LANG', 'LC_ALL', 'TZ'];

/** One process that runs one action: what a container is on a cluster. */
export class Instance {
  readonly memoryMb: number;
  readonly logs = createLogCollector();
  readonly pid: number;
  /** Resolves when the process takes requests; rejects with its early error output when it ends before. */
  readonly ready: Promise<void>;
  /** Resolves with one word on how the process ended, after all its output was read. */
  readonly exited: Promise<string>;
  /** What the process wrote to stderr last, at most 2000 characters. */
  lastErrors = '';
  /** Set before the platform kills the process. */
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
  #leftLog = '';

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
      // A process group of its own, so that what the action has started ends with it.
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
    const socket = this.#child.stdio[3] as unknown as Duplex;
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
      this.#leftLog = readFileSync(join(this.home, 'log'), 'utf8');
    } catch {
      // It did not come so far.
    }
    rmSync(this.home, { recursive: true, force: true });
  }

  /** Sends one request; rejects when the process ends before it has answered. */
  post(head: object, body: string | Buffer): Promise<RuntimeReply> {
    return this.#connection.post(head, body);
  }

  /** Sends a request to the extension inside the process and returns its answer. Rejects with the extension's error. */
  async askExtension(request: unknown): Promise<string> {
    const { status, text } = await this.post({ extension: request }, '');
    if (status !== 200) throw new Error(text);
    return text;
  }

  /** After the process has ended: the log lines of an activation that the platform has sent and that got no reply. */
  unsentLogOf(id: string): string[] {
    const lines = this.#leftLog.split('\n').filter((line) => line.startsWith(`${id} `));
    return lines.map((line) => line.slice(id.length + 1));
  }

  #signal(signal: 'SIGTERM' | 'SIGKILL'): void {
    try {
      if (this.pid > 0) process.kill(-this.pid, signal);
    } catch {
      // The group is gone already.
    }
  }

  /** Ends the process at once, with all it has started. */
  kill(reason: EndReason): Promise<string> {
    this.ended ??= reason;
    this.#signal('SIGKILL');
    return this.exited;
  }

  /** Asks the process to end, and makes it after a second. */
  async stop(reason: EndReason): Promise<void> {
    this.ended ??= reason;
    this.#signal('SIGTERM');
    const timer = setTimeout(() => this.#signal('SIGKILL'), 1000);
    await this.exited;
    clearTimeout(timer);
  }

  /** Memory the process holds itself in MB, without file pages it shares; 0 where the system does not tell. */
  residentMb(): number {
    try {
      const [, resident = '0', shared = '0'] = readFileSync(`/proc/${this.pid}/statm`, 'utf8').split(' ');
      return ((Number(resident) - Number(shared)) * 4096) / 1024 / 1024;
    } catch {
      return 0;
    }
  }
}

/** Why a process has ended that was not asked to; `how` is what `exited` says. */
export function exitReason({ ended, lastErrors }: Instance, how: string): EndReason | 'exit' {
  const heap = how === 'SIGABRT' && lastErrors.includes('heap out of memory');
  return heap ? 'memory' : (ended ?? 'exit');
}

// Each full collection throws optimised code away. From the limit alone V8 concludes that it should collect after the first
// megabytes: the places are reserved, so a quarter of them may be filled before. And it collects when little happens: an
// idle instance is to be as fast as before when it is called again. The first 8 MB hold what a start makes: so it need not
// collect in the middle of it. Helper threads cost more than they save in heaps this small, and take the cores of others.
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
  for (const name of passedOn) if (process.env[name] !== undefined) env[name] = process.env[name];
  return env;
}
