/**
 * A line lets one instance call another without the platform between them: the platform keeps places in the called
 * instance for one caller, tells both, and reads afterwards what ran. This is what the called instance is told.
 */
export interface Line {
  id: number;
  /** Opens the line: 32 hexadecimal digits that only the caller is told. */
  token: string;
  /** How it is called: as a web action, of a raw one with the body unread, or by a blocking invocation. */
  kind: 'web' | 'raw' | 'invoke';
  /** What is the same in the context of every activation: namespace, action_name, action_version, api_key. */
  context: Record<string, string>;
  /** Parameters under those of a call. */
  parameters: Record<string, unknown>;
  /** Parameters that a call must leave alone, being final or in the environment; else the platform has to look at it. */
  settled: string[];
  timeoutMs: number;
  /** Milliseconds without a call after which it is given back. */
  idleMs: number;
  logsMb: number;
}

/** The called instance tells that a line's caller has hung up, or that it must not be used any more. */
export type LineNotice = { returned: number } | { broken: true };

/** What the platform asks an instance about lines; the answer to `lend` is the path of the socket to call. */
export type LineRequest = { lend: Line } | { recall: number };

/** What an instance notes of a run: that it begins, each line of its log as it is printed, and that it has ended. */
export interface RunNote {
  kind: 'start' | 'log' | 'end';
  /** Of the activation. */
  id: string;
  /** The line of the log; of the others what `readStart` and `readEnd` read. */
  text: string;
}
