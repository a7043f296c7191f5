/** A form in one of its columns: `microservice`, `control`, or a placement of the serverless form. */
interface Column {
  name: string;
  form: 'microservice' | 'serverless';
}

/** Experiment one has measured a column in one more round. */
export interface Point extends Column {
  kind: 'point';
  /** Rounds so far. */
  rounds: number;
  /** The median over these rounds of their medians in milliseconds, with its 95 % bootstrap interval. */
  value: number;
  low: number;
  high: number;
}

/** One more second of a ramp of experiment two. */
export interface RampSecond extends Column {
  kind: 'second';
  ramp: 'single' | 'closed' | 'open';
  /** Counts the ramps of an experiment, from 0 on. */
  run: number;
  /** From 1 on. */
  second: number;
  /** Clients of a closed ramp; requests a second that an open one was to send; 0 after the ramp, while answers are awaited. */
  load: number;
  answered: number;
  failed: number;
  /** Latencies in milliseconds; null when nothing was answered. */
  p50: number | null;
  p99: number | null;
}

/** What `npm run experiment -- --events` writes while it measures, one line of JSON for each. */
export type ExperimentEvent =
  | Point
  | RampSecond
  /** A line of its progress. */
  | { kind: 'line'; text: string }
  /** How many of its parts are measured, and which one is. */
  | { kind: 'part'; doing: string; done: number; of: number }
  /** Where the result was written: the file of its JSON; and what it shows. */
  | { kind: 'result'; file: string; conclusion: string };

/** What a person has asked for. */
export interface Asked {
  experiment: 'one' | 'two';
  app: string;
  placements: string[];
  /** Of experiment one. */
  rounds?: number | undefined;
  requests?: number | undefined;
  /** The length of each ramp of experiment two. */
  seconds?: number | undefined;
}

/** How far an experiment was, with the time in milliseconds since 1970. */
export type TimedPart = Extract<ExperimentEvent, { kind: 'part' }> & { at: number };

/** What the runner tells the page of an experiment that it has started: its beginning, what the command writes, its end. */
export type RunEvent =
  | Exclude<ExperimentEvent, { kind: 'part' }>
  | TimedPart
  | { kind: 'begin'; asked: Asked; at: string }
  | { kind: 'end'; how: 'done' | 'stopped' }
  | { kind: 'end'; how: 'failed'; why: string };

/** A result that is kept, as it is listed. */
export interface KeptResult {
  /** The name of its files, without `.json`, `.html`. */
  name: string;
  experiment: 'one' | 'two';
  app: string;
  task: string;
  at: string;
  commit?: string | undefined;
  note?: string | undefined;
}

/** What can be measured, and what was. */
export interface Choices {
  apps: { name: string; title: string }[];
  placements: string[];
  /** Where the results are kept, below the root of the repository where it is there. */
  folder: string;
  /** The newest first. */
  results: KeptResult[];
}

/** Two results of one task. */
export interface Comparison {
  /** Where and when each was measured, and what it concludes. */
  results: { machine: string; conclusion: string }[];
  /** A row for each measure: its name, both values, and their quotient with its spread. */
  head: string[];
  rows: string[][];
}
