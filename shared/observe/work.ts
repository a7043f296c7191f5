import type { Trace } from './context.ts';
import type { Timing } from './timing.ts';

/** What a piece of work is called in its log line: a request, a call of a method, or work that nobody waits for, such as a message. */
export type Logged = { service: string } & (
  | { method: string | undefined; path?: string | undefined }
  | { work: string }
);

/** A piece of work that has ended. */
export interface EndedWork {
  what: Logged;
  trace: Trace;
  timing: Timing;
  /** The status of a response, else `ok` or `failed`. */
  status: number | string;
}

/** Who is told of ended work, for example to export it as spans (export-spans.ts). */
export interface WorkObserver {
  ended(work: EndedWork): void;
  /** Resolves when all that was told has left this process. */
  flush(): Promise<void>;
}

let observer: WorkObserver | undefined;

/** From here on, `given` is told of all work that ends in this process. */
export function observeWork(given: WorkObserver): void {
  observer = given;
}

/** Tells the observer, if there is one, that work has ended. */
export const workEnded = (work: EndedWork): void => observer?.ended(work);

/** What an activation waits for before it ends, because its instance may be paused from then on; undefined when there is no observer. */
export const workFlushed = (): Promise<void> | undefined => observer?.flush();
