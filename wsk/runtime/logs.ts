import { AsyncLocalStorage } from 'node:async_hooks';
import { ftruncateSync, openSync, writeSync } from 'node:fs';

/** Receives log lines at once, as `ISO-TIME stdout: text` and `ISO-TIME stderr: text`. */
export type LogSink = (lines: string[]) => void;

/** The log of one activation while it runs. */
interface LogScope {
  sink: LogSink;
  limitMb: number;
  /** Bytes that the log may still take; negative when the log was cut. */
  remaining: number;
  partial: { stdout: string; stderr: string };
}

type Stream = 'stdout' | 'stderr';
type Line = [stream: Stream, text: string];

const scopes = new AsyncLocalStorage<LogScope>();
const open = new Set<LogScope>();
// Lines that were printed while no activation ran. As on OpenWhisk, they go into the log of the next activation.
let unassigned: Line[] = [];
let file = -1;
let fileBytes = 0;
const truncateFrom = 256 * 1024;

/**
 * Runs `work` and passes every line that it prints, also from its promises and timers, to `sink` at once, until `close` is called.
 * Lines that it prints after that belong to the activations that run then.
 */
export function withLog<T>(limitMb: number, sink: LogSink, work: (close: () => void) => T): T {
  const remaining = limitMb * 1024 * 1024;
  const scope: LogScope = { sink, limitMb, remaining, partial: { stdout: '', stderr: '' } };
  open.add(scope);
  for (const [stream, text] of unassigned.splice(0)) add(scope, stream, [text]);
  const close = (): void => {
    flush(scope);
    open.delete(scope);
  };
  return scopes.run(scope, () => work(close));
}

/**
 * Runs `work` as `withLog` does; `close` returns the lines, which the reply of the run then holds. Each line is also written to a
 * file at once, as `ID LINE`, in which the platform finds the lines of a process that ended without a reply.
 */
export function withLogInReply<T>(id: string, limitMb: number, work: (close: () => string[]) => T): T {
  const collected: string[] = [];
  const sink = (lines: string[]): void => {
    for (const line of lines) collected.push(line);
    fileBytes += writeSync(file, lines.map((line) => `${id} ${line}\n`).join(''));
  };
  return withLog(limitMb, sink, (close) =>
    work(() => {
      close();
      if (open.size === 0 && fileBytes > truncateFrom) {
        ftruncateSync(file);
        fileBytes = 0;
      }
      return collected;
    }),
  );
}

/** Replaces the write functions of stdout and stderr; `path` is the file to which `withLogInReply` writes. */
export function captureOutput(path: string): void {
  file = openSync(path, 'a', 0o600);
  capture(process.stdout, 'stdout');
  capture(process.stderr, 'stderr');
  process.on('exit', () => {
    for (const scope of open) flush(scope);
  });
}

function capture(stream: NodeJS.WriteStream, name: Stream): void {
  const write = (chunk: string | Uint8Array, encoding?: unknown, done?: unknown): boolean => {
    append(name, typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString());
    const callback = typeof encoding === 'function' ? encoding : done;
    if (typeof callback === 'function') process.nextTick(callback as () => void);
    return true;
  };
  stream.write = write as typeof stream.write;
}

function append(stream: Stream, text: string): void {
  const own = scopes.getStore();
  const running = own !== undefined && open.has(own) ? [own] : [...open];
  if (running.length === 0) {
    const lines = text.replace(/\n$/, '').split('\n');
    unassigned = [...unassigned, ...lines.map((line): Line => [stream, line])].slice(-100);
  }
  for (const scope of running) {
    if (scope.remaining < 0) continue;
    const lines = splitLines(scope.partial[stream] + text);
    scope.partial[stream] = lines.pop() ?? '';
    if (lines.length > 0) add(scope, stream, lines);
    if (scope.partial[stream].length > scope.remaining) flush(scope);
  }
}

function flush(scope: LogScope): void {
  for (const stream of ['stdout', 'stderr'] as const) {
    if (scope.partial[stream] !== '') add(scope, stream, [scope.partial[stream]]);
    scope.partial[stream] = '';
  }
}

function add(scope: LogScope, stream: Stream, texts: string[]): void {
  if (scope.limitMb === 0) return;
  const time = new Date().toISOString();
  const lines: string[] = [];
  for (const text of texts) {
    if (scope.remaining < 0) break;
    scope.remaining -= Buffer.byteLength(text) + 1;
    lines.push(
      scope.remaining < 0 ? `${time} stderr: ${cutText(scope.limitMb)}` : `${time} ${stream}: ${text}`,
    );
  }
  if (lines.length > 0) scope.sink(lines);
}

// The fast path: a program almost always prints one whole line at a time.
function splitLines(text: string): string[] {
  const end = text.indexOf('\n');
  return end >= 0 && end === text.length - 1 ? [text.slice(0, end), ''] : text.split('\n');
}

const cutText = (limitMb: number): string => `The log was cut at its limit of ${limitMb} MB (limits.logs).`;
