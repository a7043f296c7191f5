const of = (name: string) => (id: string) => `${name}:{${id}}`;

/** The keys of Redis, by the id of a document. The names are those of the original, and the braces are part of them. */
export const docKeys = {
  /** A JSON list of lines. */
  lines: of('doclines'),
  /** The number of operations that the document has seen. */
  version: of('DocVersion'),
  /** The SHA-1 of the JSON list of lines. */
  hash: of('DocHash'),
  project: of('ProjectId'),
  /** Tracked changes and comments in JSON; empty when there are none. */
  ranges: of('Ranges'),
  pathname: of('Pathname'),
  projectHistoryId: of('ProjectHistoryId'),
  projectHistoryType: of('ProjectHistoryType'),
  /** The time in milliseconds of the first change that web does not have. */
  unflushedSince: of('UnflushedTime'),
  lastUpdatedAt: of('lastUpdatedAt'),
  lastUpdatedBy: of('lastUpdatedBy'),
  /** The latest updates that were applied. */
  ops: of('DocOps'),
  /** Updates to apply. Their order here is the order in which they are applied. */
  pending: of('PendingUpdates'),
  lock: of('Blocking'),
  /** Updates for track-changes. */
  history: of('UncompressedHistoryOps'),
};

/** The keys of Redis, by the id of a project. */
export const projectKeys = {
  /** The documents of the project that are in Redis. */
  docs: of('DocsIn'),
  /** What a compiler has seen of the project. */
  state: of('ProjectState'),
  docsWithHistory: of('DocsWithHistoryOps'),
  projectHistory: of('ProjectHistory:Ops'),
  projectHistorySince: of('ProjectHistory:FirstOpTimestamp'),
};

/** The projects to flush and remove later, by the time at which that was asked for. */
export const flushQueue = 'DocUpdaterFlushAndDeleteQueue';

/** The lists on which whoever pushes an update puts a work token, `PROJECT:DOCUMENT`; on any one of them. */
export const tokenLists = [
  'pending-updates-list',
  ...Array.from({ length: 9 }, (_, index) => `pending-updates-list-${index + 1}`),
];

/** The id in a key such as `DocsIn:{id}`. */
export const idIn = (key: string): string => /\{(.*)\}$/.exec(key)?.[1] ?? '';
