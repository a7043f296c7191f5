import type { LogEntry } from './entry.ts';

/** The messages of a log that are read. */
const atMost = 100;

const ofBiber = /^.*?(WARN|ERROR) - (.*)$/;
/** biber names a copy of the list where it cannot read it; the list itself it has named before. */
const ofBiberList = /INFO - Found BibTeX data source '(.*)'/;
const ofBiberPlace = /^BibTeX subsystem: .*?, line (\d+), (.*)$/;
const ofBibtexWarning = /^Warning--(.*)$/;
const ofBibtexError = /^(.*)---line (\d+) of file (.*)$/;
const ofBibtexPlace = /^--line (\d+) of file (.*)$/;

/** Reads the log of BibTeX or biber. */
export function readBibLog(log: string): LogEntry[] {
  const entries: LogEntry[] = [];
  let list: string | undefined;
  for (const line of log.split(/\r?\n/)) {
    if (entries.length === atMost) break;
    list = ofBiberList.exec(line)?.[1] ?? list;
    const [, level, text] = ofBiber.exec(line) ?? [];
    const warning = ofBibtexWarning.exec(line)?.[1];
    const [, message, number, file] = ofBibtexError.exec(line) ?? [];
    const [, placeNumber, placeFile] = ofBibtexPlace.exec(line) ?? [];
    const last = entries.at(-1);
    if (text !== undefined)
      entries.push({ level: level === 'ERROR' ? 'error' : 'warning', ...placed(text, list) });
    else if (warning !== undefined) entries.push({ level: 'warning', message: warning });
    else if (message !== undefined && file !== undefined)
      entries.push({ level: 'error', file, line: Number(number), message });
    else if (placeFile !== undefined && last?.level === 'warning')
      Object.assign(last, { file: placeFile, line: Number(placeNumber) });
  }
  return entries;
}

/** What biber says, with the place that it names. */
function placed(text: string, list: string | undefined): Pick<LogEntry, 'file' | 'line' | 'message'> {
  const [, line, message] = ofBiberPlace.exec(text) ?? [];
  if (message === undefined) return { message: text };
  return { ...(list !== undefined && { file: list }), line: Number(line), message };
}
