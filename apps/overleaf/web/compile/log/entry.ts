/** Something that a log says about a project. */
export interface LogEntry {
  level: 'error' | 'warning' | 'typesetting';
  /** The path in the project; absent when the log does not tell. */
  file?: string;
  line?: number;
  message: string;
  /** What the log says further about it. */
  content?: string;
}

/** The entries without those that are there already. */
export function distinct(entries: readonly LogEntry[]): LogEntry[] {
  const seen = new Map(entries.toReversed().map((entry) => [JSON.stringify(entry), entry]));
  return [...seen.values()].reverse();
}
