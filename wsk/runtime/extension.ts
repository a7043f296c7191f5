import type { LogKeeper } from './logs.ts';

/** The status and the JSON text that a run has given. */
export interface RunReply {
  status: number;
  text: string;
}

/** What the program inside an instance offers to an extension of the platform. */
export interface RuntimeHost {
  /** The process's own folder. */
  home: string;
  /** Runs the action once, with the variables of an activation. */
  run(context: Record<string, string>, args: unknown): Promise<RunReply>;
  /** Gives every line that `work` prints to `keep`, until `close` is called; at most `limitMb` megabytes. */
  withLog<Result>(limitMb: number, keep: LogKeeper, work: (close: () => void) => Result): Result;
  /** Tells the extension in the platform something, at once. */
  notify(notice: unknown): void;
}

/** Answers the requests of the extension in the platform. */
export type ExtensionHandler = (request: unknown) => Promise<string>;

/** What the program of an extension exports as `extend`; it is called once, before the action is loaded. */
export type RuntimeExtension = (host: RuntimeHost) => ExtensionHandler;
