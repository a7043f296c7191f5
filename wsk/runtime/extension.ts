import type { LogSink } from './logs.ts';

/** The status and the JSON text that a run of the action returned. */
export interface RunReply {
  status: number;
  text: string;
}

/** The functions that the program inside an instance offers to an extension of the platform. */
export interface RuntimeHost {
  /** The process's own folder. */
  home: string;
  /** Runs the action once, with the `__OW_*` variables of an activation. */
  run(context: Record<string, string>, args: unknown): Promise<RunReply>;
  /** Passes every line that `work` prints to `sink` until `close` is called, at most `limitMb` megabytes. */
  withLog<Result>(limitMb: number, sink: LogSink, work: (close: () => void) => Result): Result;
  /** Sends a notice to the extension in the platform at once, without batching. */
  notify(notice: unknown): void;
}

/** Handles a request that the extension in the platform sends to the instance. */
export type ExtensionHandler = (request: unknown) => Promise<string>;

/** The function that an extension's program exports as `extend`. It is called once, before the action is loaded. */
export type RuntimeExtension = (host: RuntimeHost) => ExtensionHandler;
