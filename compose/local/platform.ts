import { randomBytes, randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '#shared/cli/failure';
import type { Progress } from '#shared/cli/progress';
import { unixSocketUrl } from '#shared/http/address';
import { type LogLine, parseLogLine } from '#shared/observe/steps';
import type { Target } from '#wsk/deploy/deploy-app';
import type { Placement } from '#wsk/placements/placement';
import { accepts, freePort } from './ports.ts';
import { startProcess } from './process.ts';
import { type Supervised, supervise } from './supervise.ts';

/** An OpenWhisk that this run uses. */
export interface StartedPlatform extends Target {
  /** A file with the line `NAMESPACE UUID:KEY` that only this user can read. */
  authFile: string;
  /** Where services reach it: a Unix socket of one that was started here (shared/http/address.ts), else its address. */
  callHost: string;
  processes: Supervised[];
  /** Deploys now, and again whenever the platform had to be started anew. */
  deploy(work: () => Promise<unknown>): Promise<void>;
  /** What the actions logged about a trace since `from`, in epoch milliseconds. */
  linesOf(traceId: string, from: number, to?: number): Promise<LogLine[]>;
}

/** What is read of an activation's record. */
interface ActivationRecord {
  logs?: string[];
  annotations?: { key: string; value: unknown }[];
}

const program = join(import.meta.dirname, '..', '..', 'wsk', 'cli', 'openwhisk.ts');
const namespace = 'guest';
/** As on the namespace of a paying tenant: the applications' instances take several activations at once. */
const defaultConcurrency = '100';

/**
 * Starts the embedded OpenWhisk for a placement, with room for `memoryMb` of instances, or uses the one that OW_APIHOST and OW_AUTH
 * name.
 */
export async function startPlatform(
  folder: string,
  placement: Placement,
  memoryMb: number,
  progress: Progress,
  onFatal: (reason: string) => void,
): Promise<StartedPlatform> {
  const { OW_APIHOST: given, OW_AUTH: givenKey } = process.env;
  if (given && !givenKey)
    throw new Failure('OW_APIHOST is set; set OW_AUTH to the UUID:KEY of a namespace too.');
  if (given && placement.extension !== undefined)
    throw new Failure(`The placement '${placement.name}' needs the embedded OpenWhisk: unset OW_APIHOST.`);
  const auth = (given && givenKey) || `${randomUUID()}:${randomBytes(32).toString('hex')}`;
  const authFile = join(folder, `openwhisk-${placement.name}.auth`);
  writeFileSync(authFile, `${namespace} ${auth}\n`, { mode: 0o600 });
  if (given) progress.line('OpenWhisk: the one named in OW_APIHOST');
  const deployments: (() => Promise<unknown>)[] = [];
  const redeploy = async (): Promise<void> => {
    for (const work of deployments) await work();
  };
  const socket = socketIn(folder, placement.name);
  const options = { authFile, socket, placement: placement.name, memoryMb };
  const own = given ? undefined : await startOwn(options, redeploy, progress, onFatal);
  const apihost = own?.apihost ?? (given ?? '').replace(/\/+$/, '');
  return {
    apihost,
    auth,
    namespace,
    authFile,
    callHost: own === undefined || socket === undefined ? apihost : unixSocketUrl(socket),
    processes: own === undefined ? [] : [own.process],
    async deploy(work) {
      deployments.push(work);
      await work();
    },
    linesOf: (traceId, from, to) => linesOf({ apihost, auth }, traceId, from, to),
  };
}

// The system allows paths of 107 bytes.
function socketIn(folder: string, placement: string): string | undefined {
  const path = join(folder, `openwhisk-${placement}.sock`);
  return Buffer.byteLength(path) <= 100 ? path : undefined;
}

async function startOwn(
  options: { authFile: string; socket: string | undefined; placement: string; memoryMb: number },
  redeploy: () => Promise<void>,
  progress: Progress,
  onFatal: (reason: string) => void,
): Promise<{ apihost: string; process: Supervised }> {
  const { authFile, socket, placement, memoryMb } = options;
  const {
    ACTION_NODE,
    ACTION_MEMORY_MB = `${memoryMb}`,
    ACTION_CONCURRENCY = defaultConcurrency,
  } = process.env;
  const port = await freePort();
  const apihost = `http://127.0.0.1:${port}`;
  const args = ['--port', `${port}`, '--keys', authFile, '--rates', 'off', '--placement', placement];
  args.push('--concurrency', ACTION_CONCURRENCY, '--memory', ACTION_MEMORY_MB);
  args.push(...(ACTION_NODE ? ['--node', ACTION_NODE] : []));
  if (socket !== undefined) args.push('--socket', socket);
  const title = `OpenWhisk (embedded${placement === 'platform' ? '' : `, ${placement}`})`;
  const launch = async () => {
    const running = await startProcess({
      name: title,
      command: process.execPath,
      args: [program, ...args],
      env: process.env,
      ready: () => accepts(port),
    });
    await redeploy();
    return running;
  };
  const supervised = await progress.step('Starting OpenWhisk', () =>
    supervise(title, launch, progress.line, onFatal),
  );
  return { apihost, process: supervised };
}

async function linesOf(
  { apihost, auth }: { apihost: string; auth: string },
  traceId: string,
  from: number,
  to = Date.now(),
): Promise<LogLine[]> {
  const url = `${apihost}/api/v1/namespaces/_/activations?docs=true&limit=200&since=${from}&upto=${to}`;
  const headers = { authorization: `Basic ${Buffer.from(auth).toString('base64')}` };
  const records = (await (await fetch(url, { headers })).json()) as ActivationRecord[];
  return records.flatMap(({ logs = [], annotations = [] }) => {
    const initMs = annotations.find(({ key }) => key === 'initTime')?.value;
    const lines = logs.flatMap((text) => parseLogLine(text) ?? []);
    // The start of an instance came before the first thing that was done in it.
    const first = Math.min(...lines.map(({ at }) => at));
    return lines
      .filter((line) => line.trace === traceId)
      .map((line) => (initMs === undefined || line.at > first ? line : { ...line, initMs: Number(initMs) }));
  });
}
