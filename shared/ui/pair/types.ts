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

/** The two forms of a service, to be read beside each other. */
export interface Pair {
  title: string;
  /** The names of all services of the application. */
  services: string[];
  microservice?: File;
  /** The entry of the action, or of the process where the service stays one. */
  serverless?: File;
  /** Further actions and processes, and other ways to do the same. */
  others: File[];
  /** Absent when no commit did only that. */
  migration?: MigrationCommit;
}
