import pLimit from 'p-limit';
import type { Deployment } from '#compose/local/deployment';
import type { Stack } from '#compose/local/stack';
import type { RunnableApp } from '#shared/app/runnable-app';
import type { Schedule } from './comparison.ts';
import type { Measurement } from './timed.ts';

/** A request that is ready: sends it and measures it. */
export type ReadyRequest = () => Promise<Measurement>;

/** A load generator for one deployment. */
export interface LoadGenerator {
  /** Makes what one request needs, such as a filled cart; its cost is not measured. May be called again before it has ended. */
  prepare(): Promise<ReadyRequest>;
  /** Additional processes whose CPU time counts. */
  processes?: number[];
  stop?(): void;
}

/** A kind of request that is measured in both forms. */
export interface Subject {
  title: string;
  start(deployment: Deployment, stack: Stack): Promise<LoadGenerator>;
  /** A text about the processes that CPU figures include or exclude. */
  note?: string;
}

/** What a benchmark of an application measures. */
export interface Task {
  app: RunnableApp;
  subjects: Subject[];
  /** Default: many short rounds. */
  schedule?: Schedule;
  /** Variables of the services. */
  environment?: Record<string, string>;
}

/** A load generator whose requests need no preparation. */
export const unprepared = (request: ReadyRequest): LoadGenerator => ({ prepare: async () => request });

/** How many requests are prepared at the same time. */
const atOnce = 8;

/** Prepares requests, several at once. */
export function prepareMany({ prepare }: LoadGenerator, count: number): Promise<ReadyRequest[]> {
  const limit = pLimit(atOnce);
  return Promise.all(Array.from({ length: count }, () => limit(prepare)));
}
