/** Something a person can put right; its text is shown as it is, without a stack, and decides the exit code. */
export class Failure extends Error {
  readonly exitCode: number;

  constructor(message: string, exitCode = 1) {
    super(message);
    this.name = 'Failure';
    this.exitCode = exitCode;
  }
}

/** Something is not installed and could not be installed: exit code 2. */
export const missing = (message: string): Failure => new Failure(message, 2);
