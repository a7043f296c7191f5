import { appendFileSync, createReadStream, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Form } from '#shared/app/addresses';
import { type LogLine, parseLogLine } from '#shared/observe/steps';

/** The log lines of the last traces of a form's processes. */
export interface TraceLog {
  /** Keeps a line of a log if it is about a request or message; `part` is the process that has logged it. */
  add(text: string, part?: string): void;
  linesOf(traceId: string): LogLine[];
}

const maxTraces = 2000;

/** Creates a store for the log lines of the last 2000 traces, from which the table of steps is computed. */
export function createTraceLog(): TraceLog {
  const traces = new Map<string, LogLine[]>();
  return {
    add(text, part) {
      const line = parseLogLine(text);
      if (line === undefined) return;
      const lines = traces.get(line.trace) ?? [];
      lines.push(part === undefined ? line : { ...line, part });
      traces.set(line.trace, lines);
      for (const oldest of traces.keys()) {
        if (traces.size <= maxTraces) break;
        traces.delete(oldest);
      }
    },
    linesOf: (traceId) => traces.get(traceId) ?? [],
  };
}

/** The log file of a process. */
export const logFile = (folder: string, form: Form, name: string): string =>
  join(folder, form, `${name}.log`);

const shownBytes = 1024 * 1024;

/** The last megabyte of a log file, in whole lines; the empty text before anything has been logged. */
export async function readLog(path: string): Promise<string> {
  if (!existsSync(path)) return '';
  const start = Math.max(0, statSync(path).size - shownBytes);
  const end = await text(createReadStream(path, { start }));
  return start === 0 ? end : end.slice(end.indexOf('\n') + 1);
}

/** Returns a function that appends a line to the log file of a service. A line for which the disk has no room is dropped. */
export function fileLog(path: string): (line: string) => void {
  mkdirSync(dirname(path), { recursive: true });
  return (line) => {
    try {
      appendFileSync(path, `${line}\n`);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
    }
  };
}
