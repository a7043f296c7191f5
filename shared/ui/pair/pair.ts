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

/** The two forms of a service, as the runner answers them. */
export interface Pair {
  title: string;
  services: string[];
  microservice?: File;
  serverless?: File;
  others: File[];
  migration?: MigrationCommit;
}

/** The name of the application, from the path `/pair/APP/SERVICE`. */
export const appName = location.pathname.split('/')[2] ?? '';

/** Reads the service that the path of the page names. */
export async function readPair(): Promise<Pair> {
  const response = await fetch(`${location.pathname.replace(/\/$/, '')}.json`).catch(() => {
    throw new Error('The runner cannot be reached. Is it still running?');
  });
  if (!response.ok) throw new Error(await response.text());
  return response.json();
}
