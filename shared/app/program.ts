/** A program of the operating system: its command on PATH, and the Debian package that contains it. */
export interface Program {
  command: string;
  debian: string;
  /** Debian packages with what the program reads, such as dictionaries; they are installed with it. */
  data?: string[];
  /** Lines of a shell that set it up as Debian does when it installs it, for a machine on which nobody is root. */
  setUp?: string[];
}
