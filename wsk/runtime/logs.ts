import { AsyncLocalStorage } from 'node:async_hooks';
import { ftruncateSync, openSync, writeSync } from 'node:fs';

/** Gets lines as `ISO-TIME stdout: text` and `ISO-TIME stderr: text`, at once. */
export type LogKeeper = (lines: string[]) => void;

/** The log of one activation while it runs. */
interface LogScope {
  keep: LogKeeper;
  limitMb: number;
  /** Bytes that there is still room for; below zero when the log was cut. */
  room: number;
  partial: { stdout: string; stderr: string };
}

type Stream = 'stdout' | 'stderr';
type Line = [stream: Stream, text: string];

const scopes = new AsyncLocalStorage<LogScope>();
const open = new Set<LogScope>();
// What was written while nothing ran; as on OpenWhisk the next activation gets it.
let left: Line[] = [];
let file = -1;
let written = 0;
const tidyFrom = 256 * 1024;

/**
 * Runs `work` so that every line it writes, also later from its promises and timers, is given to `keep` at once, until `close`
 * is called. What it writes after that belongs to whatever runs then.
 */
export function withLog<T>(limitMb: number, keep: LogKeeper, work: (close: () => void) => T): T {
  const room = limitMb * 1024 * 1024;
  const scope: LogScope = { keep, limitMb, room, partial: { stdout: '', stderr: '' } };
  open.add(scope);
  for (const [stream, text] of left.splice(0)) add(scope, stream, [text]);
  const close = (): void => {
    flush(scope);
    open.delete(scope);
  };
  return scopes.run(scope, () => work(close));
}

/**
 * The same for a run whose log is in its reply: `close` returns the lines. They are at once in the file too, as `ID LINE`,
 * where the platform finds them when the process ends without a reply.
 */
export function withLogInReply<T>(id: string, limitMb: number, work: (close: () => string[]) => T): T {
  const kept: string[] = [];
  const keep = (lines: string[]): void => {
    for (const line of lines) kept.push(line);
    written += writeSync(file, lines.map((line) => `${id} ${line}\n`).join(''));
  };
  return withLog(limitMb, keep, (close) =>
    work(() => {
      close();
      if (open.size === 0 && written > tidyFrom) {
        ftruncateSync(file);
        written = 0;
      }
      return kept;
    }),
  );
}

/** Replaces the write functions of stdout and stderr; `path` is the file of `withLogInReply`. */
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
    left = [...left, ...lines.map((line): Line => [stream, line])].slice(-100);
  }
  for (const scope of running) {
    if (scope.room < 0) continue;
    const lines = splitLines(scope.partial[stream] + text);
    scope.partial[stream] = lines.pop() ?? '';
    if (lines.length > 0) add(scope, stream, lines);
    if (scope.partial[stream].length > scope.room) flush(scope);
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
    if (scope.room < 0) break;
    scope.room -= Buffer.byteLength(text) + 1;
    lines.push(scope.room < 0 ? `${time} stderr: ${cutText(scope.limitMb)}` : `${time} ${stream}: ${text}`);
  }
  if (lines.length > 0) scope.keep(lines);
}

// What is printed is one whole line nearly always.
function splitLines(text: string): string[] {
  const end = text.indexOf('\n');
  return end >= 0 && end === text.length - 1 ? [text.slice(0, end), ''] : text.split('\n');
}

const cutText = (limitMb: number): string => `The log was cut at its limit of ${limitMb} MB (limits.logs).`;
