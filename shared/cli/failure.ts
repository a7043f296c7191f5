/** An error that the user can correct. A command prints its text without a stack and ends with its exit code. */
export class Failure extends Error {
  readonly exitCode: number;

  constructor(message: string, exitCode = 1) {
    super(message);
    this.name = 'Failure';
    this.exitCode = exitCode;
  }
}

/** The failure for a missing program or package, with exit code 2. */
export const missing = (message: string): Failure => new Failure(message, 2);
