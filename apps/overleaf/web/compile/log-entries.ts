import { posix } from 'node:path';
import { call } from '#shared/http/client';
import { encodedPath } from '../../clsi/places.ts';
import { services } from '../config.ts';
import { readBibLog } from './log/bib-log.ts';
import { readCheckLog } from './log/check-log.ts';
import { distinct, type LogEntry } from './log/entry.ts';
import { readLatexLog } from './log/latex-log.ts';

/** Bytes of a log that are read: an answer of an action has a limit. */
const readAtMost = 500_000;

/** A build, and what is known of it. */
export interface Build {
  id: string;
  /** The paths of its files. */
  paths: readonly string[];
  /** The folder of the main document in the project, from which the logs name files; `.` at the top. */
  folder: string;
}

/** What the logs of a build say. A log that cannot be read says nothing. */
export async function logEntriesOf(place: string, { id, paths, folder }: Build): Promise<LogEntry[]> {
  const readers: [path: string | undefined, read: (log: string) => LogEntry[]][] = [
    ['output.log', readLatexLog],
    [paths.find((path) => path.endsWith('.blg')), readBibLog],
    ['output.stdout', readCheckLog],
  ];
  const read = readers.map(async ([path, reader]) =>
    path !== undefined && paths.includes(path)
      ? reader(await textOf(`${place}/build/${id}/output/${encodedPath(path)}`))
      : [],
  );
  const entries = (await Promise.all(read)).flat();
  const inProject = (entry: LogEntry): LogEntry =>
    entry.file === undefined ? entry : { ...entry, file: posix.join(folder, entry.file) };
  return distinct(entries.map(inProject));
}

async function textOf(path: string): Promise<string> {
  const headers = { range: `bytes=0-${readAtMost - 1}` };
  const { status, text } = await call(services.clsi + path, { headers });
  return status === 200 || status === 206 ? text : '';
}
