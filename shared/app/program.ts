/** A program of the operating system: its command on PATH, and the Debian package that contains it. */
export interface Program {
  command: string;
  debian: string;
  /** Debian packages with what the program reads, such as dictionaries; they are installed with it. */
  data?: string[];
}
