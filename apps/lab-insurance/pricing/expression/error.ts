/** What is wrong with an expression, or with a value that it is given. */
export class ExpressionError extends Error {
  /** Where in the expression, counted from 1. */
  readonly position: number;
  readonly expected: string;
  readonly found: string;
  /** The name whose value is missing or of the wrong kind; undefined when the expression itself is wrong. */
  readonly subject: string | undefined;

  constructor(position: number, expected: string, found: string, subject?: string) {
    super(`position ${position}: expected ${expected}, found ${found}`);
    this.name = 'ExpressionError';
    this.position = position;
    this.expected = expected;
    this.found = found;
    this.subject = subject;
  }
}
