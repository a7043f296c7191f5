import type { LogEntry } from './entry.ts';

const line = /^(.+):(\d+):\d+: (Error|Warning): (.*)$/;

/** Reads what chktex has said among the output of a compile. */
export const readCheckLog = (output: string): LogEntry[] =>
  output.split(/\r?\n/).flatMap((text): LogEntry[] => {
    const [, file, number, level, message] = line.exec(text) ?? [];
    if (file === undefined || message === undefined) return [];
    return [
      {
        level: level === 'Error' ? 'error' : 'warning',
        file: file.replace(/^\.\//, ''),
        line: Number(number),
        message,
      },
    ];
  });
