import { AsyncLocalStorage } from 'node:async_hooks';
import { writeSync } from 'node:fs';

/** What the runtime keeps of one activation while it runs: its id, how many log lines it sent, its unfinished lines. */
export interface LogScope {
  id: string;
  lines: number;
  /** Bytes that the platform still wants of this activation's log. */
  room: number;
  partial: { o: string; e: string };
}

type StreamTag = 'o' | 'e';
const scopes = new AsyncLocalStorage<LogScope>();
const open = new Set<LogScope>();

/** Runs `work` so that everything it writes, also later from its promises and timers, is tagged with the activation. */
export function withLogScope<T>(id: string, limitMb: number, work: (scope: LogScope) => T): T {
  const scope: LogScope = { id, lines: 0, room: limitMb * 1024 * 1024, partial: { o: '', e: '' } };
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
  // What is past the limit would only keep the platform busy; the line that crosses it tells that there was more.
  if (scope.room < 0) return;
  const lines = (scope.partial[tag] + text).split('\n');
  scope.partial[tag] = lines.pop() ?? '';
  if (lines.length > 0) emit(scope, tag, lines);
  if (scope.partial[tag].length > scope.room) flush(scope);
}

function flush(scope: LogScope): void {
  for (const tag of ['o', 'e'] as const) {
    if (scope.partial[tag] !== '') emit(scope, tag, [scope.partial[tag]]);
    scope.partial[tag] = '';
  }
}

function emit(scope: LogScope, tag: StreamTag, lines: string[]): void {
  const prefix = `\x1e${tag}${scope.id}\x1f`;
  let text = '';
  for (const line of lines) {
    if (scope.room < 0) break;
    // One character more than there is room for is enough to show that the limit is reached.
    text += `${prefix}${line.length > scope.room ? line.slice(0, scope.room + 1) : line}\n`;
    scope.room -= Buffer.byteLength(line) + 1;
    scope.lines += 1;
  }
  writeAll(1, text);
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
