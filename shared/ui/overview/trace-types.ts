/** What a service did for a request: its log line. Times in milliseconds; those of the waits count from `at`. */
export interface LogLine {
  service: string;
  /** The name of a message's work; absent for a request. */
  work?: string;
  /** The process or action that has logged it. */
  part?: string;
  /** How long the instance that did it had loaded its code before. */
  initMs?: number;
  /** In milliseconds since 1970. */
  at: number;
  ms: number;
  waits: [kind: 'init' | 'store' | 'call' | 'gateway', from: number, to: number][];
}

/** One main request of the scenario in a form. */
export interface TraceState {
  totalMs: number;
  lines: LogLine[];
}

/** What came of a request that was sent to all forms. */
export interface Sent {
  /** Of the forms that have answered. */
  traces: Partial<Record<'microservice' | 'serverless', TraceState>>;
  /** A sentence for each form that does not run. */
  notices: string[];
}
