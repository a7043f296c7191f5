import type { Ranges } from './ranges.ts';

/** Where a document is: the ids of its project and its own. */
export interface Place {
  project: string;
  doc: string;
}

/** A document in Redis. */
export interface Doc extends Place {
  lines: string[];
  /** The number of operations that it has seen. */
  version: number;
  ranges: Ranges;
  pathname: string;
  /** The id of its project in the history of projects. */
  projectHistoryId: number | null;
  /** `project-history` for one whose history is that of its project. */
  projectHistoryType: string;
  /** The time in milliseconds of the latest change since it was loaded, as text. */
  lastUpdatedAt: string | null;
  lastUpdatedBy: string | null;
  /** The time in milliseconds of the first change that web does not have, as text. */
  unflushedSince: string | null;
}

/** The most characters of a document, as the JSON list of its lines. */
export const maxDocLength = 2 * 1024 * 1024;

export const textOf = ({ lines }: Pick<Doc, 'lines'>): string => lines.join('\n');
/** Only a line feed ends a line, so that the text stays exactly what the editors have. */
export const linesOf = (text: string): string[] => text.split('\n');

/** Whether a document has more than `maxDocLength` characters. */
export const isTooLong = (lines: string[]): boolean => JSON.stringify(lines).length > maxDocLength;
