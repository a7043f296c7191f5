/** A program of the system: the command that is looked for on PATH, and the Debian package that has it. */
export interface Program {
  command: string;
  debian: string;
}
