// `npm run openwhisk`: starts the embedded OpenWhisk alone, as `docker run` starts a standalone OpenWhisk.
import { randomBytes, randomUUID } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { tellReady } from '#shared/process/started-by';
import { findPlacement, placementNames } from '../placements/placement.ts';
import { type PlatformOptions, startPlatform } from '../platform/platform.ts';

const usage = `Usage: npm run openwhisk -- [options]
  --port N            the port on 127.0.0.1, default 3233
  --keys FILE         the namespaces, one line NAMESPACE UUID:KEY each; default: such lines in OPENWHISK_KEYS,
                      else the namespace guest with a key that is created for this user
  --data DIR          keep entities and activation records in this folder; default: in memory only
  --keep WHAT         what to keep there: all, or entities, without activation records; default all
  --memory MB         memory of all instances together, default 4096
  --rates stock|off   the limits of a stock OpenWhisk per minute, default off
  --concurrency N     the highest limits.concurrency that an action may set, default 1
  --node PATH         the Node that runs the actions, version 20 or later; default: the Node of this command
  --socket PATH       a Unix socket that serves the same API as the port
  --placement NAME    where calls between actions go: ${placementNames.join(', ')};
                      default: PLACEMENT, else ${placementNames[0]}
  --json              print one line {"apihost":…,"authFile":…} when ready`;

interface Settings {
  options: PlatformOptions;
  /** The path of the key file; undefined when the keys are in the environment. */
  authFile: string | undefined;
  json: boolean;
}

async function main(): Promise<void> {
  const { options, authFile, json } = await readSettings();
  const platform = await startPlatform(options);
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    void platform.close().then(() => process.exit(0));
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  process.on('disconnect', stop);
  tellReady();
  if (json) console.log(JSON.stringify({ apihost: platform.apihost, authFile: authFile ?? null }));
  else
    console.log(
      `OpenWhisk is ready at ${platform.apihost}; keys are in ${authFile ?? 'OPENWHISK_KEYS'}. Stop it with Ctrl-C.`,
    );
}

async function readSettings(): Promise<Settings> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '3233' },
      keys: { type: 'string' },
      data: { type: 'string' },
      keep: { type: 'string', default: 'all' },
      memory: { type: 'string', default: '4096' },
      rates: { type: 'string', default: 'off' },
      concurrency: { type: 'string', default: '1' },
      node: { type: 'string' },
      socket: { type: 'string' },
      placement: { type: 'string', default: process.env.PLACEMENT || 'platform' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(usage);
    process.exit(0);
  }
  const { rates, keep } = values;
  if (rates !== 'stock' && rates !== 'off') throw new Error(`--rates must be stock or off, not '${rates}'.`);
  if (keep !== 'all' && keep !== 'entities')
    throw new Error(`--keep must be all or entities, not '${keep}'.`);
  const { extension } = await findPlacement(values.placement);
  const { namespaces, authFile } = findKeys(values.keys);
  const options: PlatformOptions = {
    port: number('port', values.port, 0, 65_535),
    namespaces,
    memoryMb: number('memory', values.memory, 128, 1_000_000),
    maxConcurrency: number('concurrency', values.concurrency, 1, 500),
    rates,
    keep,
    onEvent: (line) => console.error(line),
    ...(values.data === undefined ? {} : { data: values.data }),
    ...(values.node === undefined ? {} : { node: values.node }),
    ...(values.socket === undefined ? {} : { socket: values.socket }),
    ...(extension === undefined ? {} : { extensions: [extension] }),
  };
  return { options, authFile, json: values.json };
}

function number(name: string, text: string, low: number, high: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= low && value <= high) return value;
  throw new Error(`--${name} must be a whole number from ${low} to ${high}, not '${text}'.`);
}

type Keys = Pick<Settings, 'authFile'> & Pick<PlatformOptions, 'namespaces'>;

function findKeys(file: string | undefined): Keys {
  const { OPENWHISK_KEYS: given } = process.env;
  if (file !== undefined) {
    if (!existsSync(file)) throw new Error(`The key file ${file} does not exist.`);
    return { namespaces: parseKeys(readFileSync(file, 'utf8'), file), authFile: resolve(file) };
  }
  if (given !== undefined) return { namespaces: parseKeys(given, 'OPENWHISK_KEYS'), authFile: undefined };
  const authFile = guestFile();
  return { namespaces: parseKeys(readFileSync(authFile, 'utf8'), authFile), authFile };
}

function parseKeys(lines: string, file: string): Record<string, string> {
  const namespaces: Record<string, string> = {};
  for (const line of lines.split('\n')) {
    const text = line.trim();
    if (text === '' || text.startsWith('#')) continue;
    const [namespace = '', key] = text.split(/\s+/);
    // The text does not contain the line, which may hold a key.
    if (key === undefined) throw new Error(`A line of ${file} is not NAMESPACE UUID:KEY.`);
    namespaces[namespace] = key;
  }
  return namespaces;
}

function guestFile(): string {
  const folder = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'diptych', 'openwhisk');
  const file = join(folder, 'keys');
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const key = randomBytes(48).toString('base64url').replaceAll(/[-_]/g, 'x');
    writeFileSync(file, `guest ${randomUUID()}:${key}\n`, { mode: 0o600 });
  }
  chmodSync(file, 0o600);
  return file;
}

await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
});
