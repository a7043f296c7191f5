import { AsyncLocalStorage } from 'node:async_hooks';
import { writeSync } from 'node:fs';

/** What the runtime keeps of one activation while it runs: its id, how many log lines it wrote, its unfinished lines. */
export interface LogScope {
  id: string;
  lines: number;
  partial: { o: string; e: string };
}

type StreamTag = 'o' | 'e';
const scopes = new AsyncLocalStorage<LogScope>();
const open = new Set<LogScope>();

/** Runs `work` so that everything it writes, also later from its promises and timers, is tagged with the activation. */
export function withLogScope<T>(id: string, work: (scope: LogScope) => T): T {
  const scope: LogScope = { id, lines: 0, partial: { o: '', e: '' } };
  open.add(scope);
  return scopes.run(scope, () => work(scope));
}

/** Writes what is left of unfinished lines and forgets the activation; returns the number of lines it wrote. */
export function closeLogScope(scope: LogScope): number {
  flush(scope);
  open.delete(scope);
  return scope.lines;
}

/** Replaces the write functions of stdout and stderr; lines of one activation go out as `RS o|e ID US TEXT`. */
export function captureOutput(): void {
  capture(process.stdout, 'o');
  capture(process.stderr, 'e');
  process.on('exit', () => {
    for (const scope of open) flush(scope);
  });
}

function capture(stream: NodeJS.WriteStream, tag: StreamTag): void {
  const write = (chunk: string | Uint8Array, encoding?: unknown, done?: unknown): boolean => {
    const text = typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
    const scope = scopes.getStore();
    if (scope === undefined) writeAll(tag === 'o' ? 1 : 2, text);
    else append(scope, tag, text);
    const callback = typeof encoding === 'function' ? encoding : done;
    if (typeof callback === 'function') process.nextTick(callback as () => void);
    return true;
  };
  stream.write = write as typeof stream.write;
}

function append(scope: LogScope, tag: StreamTag, text: string): void {
  const lines = (scope.partial[tag] + text).split('\n');
  scope.partial[tag] = lines.pop() ?? '';
  if (lines.length > 0) emit(scope, tag, lines);
}

function flush(scope: LogScope): void {
  for (const tag of ['o', 'e'] as const) {
    if (scope.partial[tag] !== '') emit(scope, tag, [scope.partial[tag]]);
    scope.partial[tag] = '';
  }
}

function emit(scope: LogScope, tag: StreamTag, lines: string[]): void {
  scope.lines += lines.length;
  const prefix = `\x1e${tag}${scope.id}\x1f`;
  writeAll(1, `${prefix}${lines.join(`\n${prefix}`)}\n`);
}

// Written at once and to the end: what an action printed before process.exit() must reach the platform.
function writeAll(fd: number, text: string): void {
  let rest = Buffer.from(text);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(fd, rest));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') return;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
}
