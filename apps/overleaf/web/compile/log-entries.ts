import { posix } from 'node:path';
import { messageOf } from '#shared/errors';
import { log } from '#shared/observe/log';
import { readBibLog } from './log/bib-log.ts';
import { readCheckLog } from './log/check-log.ts';
import { distinct, type LogEntry } from './log/entry.ts';
import { readLatexLog } from './log/latex-log.ts';
import type { OpenOutput, WantedOutput } from './outputs.ts';

/** Bytes of a log that are read. */
const readAtMost = 500_000;

/** A build, and what is known of it. */
export interface Build extends Required<Pick<WantedOutput, 'project' | 'user' | 'build'>> {
  /** The paths of its files. */
  paths: readonly string[];
  /** The folder of the main document in the project, from which the logs name files; `.` at the top. */
  folder: string;
}

/** What the logs of a build say. A log that cannot be read says nothing. */
export async function logEntriesOf(
  open: OpenOutput,
  { paths, folder, ...build }: Build,
): Promise<LogEntry[]> {
  const readers: [path: string | undefined, read: (log: string) => LogEntry[]][] = [
    ['output.log', readLatexLog],
    [paths.find((path) => path.endsWith('.blg')), readBibLog],
    ['output.stdout', readCheckLog],
  ];
  const read = readers.map(async ([path, reader]) =>
    path !== undefined && paths.includes(path) ? reader(await textOf(open, { ...build, path })) : [],
  );
  const entries = (await Promise.all(read)).flat();
  const inProject = (entry: LogEntry): LogEntry =>
    entry.file === undefined ? entry : { ...entry, file: posix.join(folder, entry.file) };
  return distinct(entries.map(inProject));
}

async function textOf(open: OpenOutput, wanted: WantedOutput): Promise<string> {
  try {
    let text = '';
    for await (const chunk of (await open(wanted)).setEncoding('utf8')) {
      text += chunk;
      if (text.length >= readAtMost) break;
    }
    return text;
  } catch (error) {
    log.warn({ path: wanted.path, cause: messageOf(error) }, 'a log of a compile cannot be read');
    return '';
  }
}
