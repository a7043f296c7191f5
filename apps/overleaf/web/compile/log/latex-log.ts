import { distinct, type LogEntry } from './entry.ts';
import { OpenFiles } from './open-files.ts';

/** TeX breaks a line after so many letters, as clsi tells it; it would do so after 79. */
const width = 1000;
const linesAfterError = 10;

const warning = /^(?:LaTeX|(?:(?:Package|Class|Module) )?(\S+)) (?:(?:Font|\w+) )?Warning: (.*)$/;
const box = /^(?:Over|Under)full \\[hv]box/;
const lineNumbers = /lines? (\d+)/;
const atLine = /^l\.(\d+)/;
/** An error, also one of the engine itself (`!pdfTeX error:`), or a program in Lua that has failed. */
const error = /^(?:! |!(?=\w+ error: )|\[\\\w+\]:\d+: )(.*)$/;
const emergency = '! Emergency stop.';

/** The log of TeX in lines as it meant them. */
function unwrapped(log: string): string[] {
  const lines: string[] = [];
  let isWrapped = false;
  for (const line of log.split(/\r?\n/)) {
    if (isWrapped) lines[lines.length - 1] += line;
    else lines.push(line);
    isWrapped = line.length === width && !line.endsWith('...');
  }
  return lines;
}

/** Reads what a log of TeX says: errors, warnings, and boxes that do not fit, each with its file and line where the log tells. */
export function readLatexLog(log: string): LogEntry[] {
  const lines = unwrapped(log);
  const files = new OpenFiles();
  const entries: LogEntry[] = [];
  const add = (entry: LogEntry): void => {
    const file = files.current();
    entries.push({ ...(file !== undefined && { file }), ...entry });
  };

  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    const fileLine = /^(\S[^:]*\.\w+):(\d+): (.*)$/.exec(line);
    if (error.test(line)) {
      const { entry, next } = readError(lines, at);
      add(entry);
      at = next;
    } else if (fileLine !== null && !line.startsWith('(')) {
      const [, file = '', number = '', message = ''] = fileLine;
      entries.push({ level: 'error', file: withoutDot(file), line: Number(number), message });
    } else if (line.startsWith('Runaway argument')) {
      add({ level: 'error', message: 'Runaway argument', content: lines[at + 1] ?? '' });
      at += 1;
    } else if (warning.test(line)) {
      const { entry, next } = readWarning(lines, at);
      add(entry);
      at = next;
    } else if (box.test(line)) {
      const number = lineNumbers.exec(line)?.[1];
      add({ level: 'typesetting', ...(number !== undefined && { line: Number(number) }), message: line });
      // The letters of the box follow; their parentheses are no files.
      while (at + 1 < lines.length && lines[at + 1] !== '') at += 1;
    } else files.read(line);
  }
  return distinct(entries);
}

const withoutDot = (path: string): string => path.replace(/^\.\//, '');

/**
 * An error goes on to the line with its place, which begins with `l.`, and to the empty line after that. When TeX gives up instead, the
 * place of that is the place of the error.
 */
function readError(lines: readonly string[], from: number): { entry: LogEntry; next: number } {
  const content: string[] = [];
  let line: number | undefined;
  let at = from + 1;
  for (; at < lines.length && at <= from + linesAfterError; at += 1) {
    const text = lines[at] ?? '';
    if (text.startsWith('! ') && (text !== emergency || line !== undefined)) {
      at -= 1;
      break;
    }
    content.push(text);
    const number = atLine.exec(text)?.[1];
    if (number !== undefined) line = Number(number);
    if (line !== undefined && text === '') break;
  }
  const message = error.exec(lines[from] ?? '')?.[1] ?? '';
  return {
    entry: {
      level: 'error',
      ...(line !== undefined && { line }),
      message,
      content: content.join('\n').trim(),
    },
    next: Math.min(at, lines.length - 1),
  };
}

/** The lines of a package's warning begin with its name in parentheses. */
function readWarning(lines: readonly string[], from: number): { entry: LogEntry; next: number } {
  const [, name = '', first = ''] = warning.exec(lines[from] ?? '') ?? [];
  let message = first;
  let at = from;
  while (name !== '' && lines[at + 1]?.startsWith(`(${name})`)) {
    at += 1;
    message += ` ${(lines[at] ?? '').slice(name.length + 2).trim()}`;
  }
  const number = lineNumbers.exec(message)?.[1];
  return {
    entry: {
      level: 'warning',
      ...(number !== undefined && { line: Number(number) }),
      message: message.trim(),
    },
    next: at,
  };
}
