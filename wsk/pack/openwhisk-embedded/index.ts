// The entry of the package openwhisk-embedded (wsk/pack/pack.ts).
import { randomKey } from '#wsk/cli/keys';
import { startPlatform as start } from '#wsk/platform/platform';

export { commandLine } from './command-line.ts';

/** Options of `startPlatform`, all optional. */
export interface Options {
  /** The port on 127.0.0.1; default: a free one. */
  port?: number;
  /** The key of the namespace `guest`, `UUID:KEY`; default: a random one. */
  auth?: string;
  /** Megabytes of memory for all instances together; default 4096. */
  memoryMb?: number;
  /** The highest `limits.concurrency` that an action may set; default 1, as on OpenWhisk. */
  maxConcurrency?: number;
  /** `stock`: the limits of a stock OpenWhisk for each minute; `off` (default): no limits. */
  rates?: 'stock' | 'off';
  /** A folder in which actions and activation records survive a restart; default: they are in memory only. */
  data?: string;
  /** The Node that runs the actions, version 20 or later; default: the one that runs this process. */
  node?: string;
  /** Receives one readable line for each notable event, such as the crash of an instance. */
  onEvent?: (line: string) => void;
}

/** A running OpenWhisk. */
export interface RunningPlatform {
  /** The API host, `http://127.0.0.1:PORT`. */
  url: string;
  /** The key of the namespace `guest`, `UUID:KEY`. */
  auth: string;
  /** Stops all instances and removes all temporary files. */
  close(): Promise<void>;
}

/** Starts an OpenWhisk on 127.0.0.1, at a free port unless `port` is given. Rejects with one sentence when that is not possible. */
export async function startPlatform({
  auth = randomKey(),
  ...options
}: Options = {}): Promise<RunningPlatform> {
  const { apihost, close } = await start({ ...options, namespaces: { guest: auth } });
  return { url: apihost, auth, close };
}
