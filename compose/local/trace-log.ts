import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { type LogLine, parseLogLine } from '#shared/observe/steps';

/** The lines of the last traces that passed through a set of services. */
export interface TraceLog {
  add(text: string): void;
  linesOf(traceId: string): LogLine[];
}

const keptTraces = 2000;

/** Keeps the log lines of the last 2000 traces, for the table of steps. */
export function createTraceLog(): TraceLog {
  const traces = new Map<string, LogLine[]>();
  return {
    add(text) {
      const line = parseLogLine(text);
      if (line === undefined) return;
      const lines = traces.get(line.trace) ?? [];
      lines.push(line);
      traces.set(line.trace, lines);
      for (const oldest of traces.keys()) {
        if (traces.size <= keptTraces) break;
        traces.delete(oldest);
      }
    },
    linesOf: (traceId) => traces.get(traceId) ?? [],
  };
}

/** Writes each line of a service's output to a file of its own. */
export function fileLog(path: string): (line: string) => void {
  mkdirSync(dirname(path), { recursive: true });
  return (line) => appendFileSync(path, `${line}\n`);
}
