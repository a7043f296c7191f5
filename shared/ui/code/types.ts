/** A folder of a service, or a file in it. */
export interface Source {
  /** The title of the application. */
  title: string;
  /** The path in the application's folder; it begins with the service and ends without a slash. */
  path: string;
  /** The names in a folder, those of folders with a slash at their end; absent for a file. */
  entries?: string[];
  /** The content of a file; absent for a folder. */
  text?: string;
}
