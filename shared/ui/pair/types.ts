/** A file of a service: its path in the repository, and its text. */
export interface File {
  path: string;
  text: string;
}

/** The commit that has migrated a service. */
export interface MigrationCommit {
  hash: string;
  title: string;
  added: number;
  removed: number;
  /** What git shows; absent in a copy without the history. */
  changes?: string;
}

/** A file that is shown for a reason, with another that it is compared with. */
export interface ShownFile {
  file: File;
  /** Why it is there, and what it is compared with: sentences, in which code is between backticks. */
  why: string;
  /** Absent when it is compared with none. */
  base?: File;
  /** Whether only those lines of `base` are shown that have a counterpart. */
  hasCounterpartsOnly?: boolean;
}

/** The two forms of a service, to be read beside each other. */
export interface Pair {
  title: string;
  /** The purpose of the service in a few words. */
  summary: string;
  /** A sentence, where it lets time pass on purpose. */
  waitsOnPurpose?: string;
  /** All applications: their names in paths, and their titles. */
  apps: { name: string; title: string }[];
  /** The names of all services of the application. */
  services: string[];
  /** The entry of the serverless form beside that of the microservice form, or the only one. */
  entry: ShownFile;
  /** Further actions and processes, and other ways to do the same. */
  others: ShownFile[];
  /** Absent when no commit did only that. */
  migration?: MigrationCommit;
}
