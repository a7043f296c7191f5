import { randomBytes, randomUUID } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Progress } from '#shared/cli/progress';
import { unixSocketUrl } from '#shared/http/address';
import type { LogLine } from '#shared/observe/steps';
import type { Target } from '#wsk/deploy/target';
import type { Placement } from '#wsk/placements/placement';
import { concurrency } from '../pool.ts';
import { linesOf, logOf } from './activations.ts';
import { freePort } from './ports.ts';
import { startProcess } from './process.ts';
import { type SupervisedProcess, supervise } from './supervise.ts';

/** The OpenWhisk of this run: the embedded one, or one that the user named. */
export interface StartedPlatform extends Target {
  /** The path of a file with the line `NAMESPACE UUID:KEY`, which only this user can read. */
  authFile: string;
  /** The API host for services: the Unix socket of the embedded OpenWhisk (shared/http/address.ts), else `apihost`. */
  callHost: string;
  processes: SupervisedProcess[];
  /** The actions' log lines of a trace from activations between `from` and `to`, in epoch milliseconds. */
  linesOf(traceId: string, from: number, to?: number): Promise<LogLine[]>;
  /** What the last activations of an action, `PACKAGE/ACTION`, have logged; the oldest line first. */
  logOf(action: string): Promise<string>;
}

const program = join(import.meta.dirname, '..', '..', 'wsk', 'cli', 'openwhisk.ts');
const guest = 'guest';

/**
 * Starts the embedded OpenWhisk for a placement, with `memoryMb` megabytes for its instances, or uses `user`, the one that the user
 * named. What is deployed on the embedded one survives its crashes, but not this run.
 */
export async function startPlatform(
  folder: string,
  placement: Placement,
  { user, memoryMb }: { user: Target | undefined; memoryMb: number },
  progress: Progress,
  onFatal: (reason: string) => void,
): Promise<StartedPlatform> {
  const auth = user?.auth ?? `${randomUUID()}:${randomBytes(32).toString('hex')}`;
  const namespace = user?.namespace ?? guest;
  const authFile = join(folder, `openwhisk-${placement.name}.auth`);
  writeFileSync(authFile, `${namespace} ${auth}\n`, { mode: 0o600 });
  if (user !== undefined) progress.line(`OpenWhisk: ${user.apihost}, which OW_APIHOST names`);
  const socket = socketIn(folder, placement.name);
  const data = join(folder, `openwhisk-${placement.name}`);
  const options = { authFile, socket, data, placement: placement.name, memoryMb };
  const own = user === undefined ? await startOwn(options, progress, onFatal) : undefined;
  const apihost = own?.apihost ?? user?.apihost ?? '';
  return {
    apihost,
    auth,
    namespace,
    authFile,
    callHost: own === undefined || socket === undefined ? apihost : unixSocketUrl(socket),
    processes: own === undefined ? [] : [own.process],
    linesOf: (traceId, from, to) => linesOf({ apihost, auth }, traceId, from, to),
    logOf: (action) => logOf({ apihost, auth }, action),
  };
}

// Linux allows 107 bytes for the path of a socket. Without a socket, services use the port.
function socketIn(folder: string, placement: string): string | undefined {
  const path = join(folder, `openwhisk-${placement}.sock`);
  return Buffer.byteLength(path) <= 100 ? path : undefined;
}

interface OwnOptions {
  authFile: string;
  socket: string | undefined;
  data: string;
  placement: string;
  memoryMb: number;
}

async function startOwn(
  { authFile, socket, data, placement, memoryMb }: OwnOptions,
  progress: Progress,
  onFatal: (reason: string) => void,
): Promise<{ apihost: string; process: SupervisedProcess }> {
  const {
    ACTION_NODE,
    ACTION_MEMORY_MB = `${memoryMb}`,
    ACTION_CONCURRENCY = `${concurrency}`,
  } = process.env;
  const port = await freePort();
  const apihost = `http://127.0.0.1:${port}`;
  const args = ['--port', `${port}`, '--keys', authFile, '--rates', 'off', '--placement', placement];
  args.push('--concurrency', ACTION_CONCURRENCY, '--memory', ACTION_MEMORY_MB);
  // The addresses and the key of an earlier run, which are in its actions, are not valid any more.
  rmSync(data, { recursive: true, force: true });
  args.push('--data', data, '--keep', 'entities');
  args.push(...(ACTION_NODE ? ['--node', ACTION_NODE] : []));
  if (socket !== undefined) args.push('--socket', socket);
  const title = `OpenWhisk (embedded${placement === 'platform' ? '' : `, ${placement}`})`;
  const launch = () =>
    startProcess({
      name: title,
      command: process.execPath,
      args: [program, ...args],
      env: process.env,
      port,
      ready: 'told',
    });
  const supervised = await progress.step('Starting OpenWhisk', () =>
    supervise(title, launch, progress.line, onFatal),
  );
  return { apihost, process: supervised };
}
