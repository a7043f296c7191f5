import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Failure } from '#shared/cli/failure';
import { stopSignal } from '#shared/cli/stop';
import { tellReady } from '#shared/process/started-by';
import { findPlacement, placementNames } from '../placements/placement.ts';
import { type PlatformOptions, startPlatform } from '../platform/platform.ts';
import { guestFile, parseKeys } from './keys.ts';

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

/** The command that starts the embedded OpenWhisk alone, as `docker run` starts a standalone one. Resolves when it has been stopped. */
export async function openwhisk(args: string[]): Promise<undefined> {
  const settings = await readSettings(args);
  if (settings === 'help') return void process.stdout.write(`${usage}\n`);
  const { options, authFile, json } = settings;
  const platform = await startPlatform(options);
  tellReady();
  const { apihost } = platform;
  const text = json
    ? JSON.stringify({ apihost, authFile: authFile ?? null })
    : `OpenWhisk is ready at ${apihost}; keys are in ${authFile ?? 'OPENWHISK_KEYS'}. Stop it with Ctrl-C.`;
  process.stdout.write(`${text}\n`);
  if (!stopSignal.aborted) await once(stopSignal, 'abort');
  await platform.close();
}

async function readSettings(args: string[]): Promise<Settings | 'help'> {
  const { values } = parse(args);
  if (values.help) return 'help';
  const { rates, keep } = values;
  if (rates !== 'stock' && rates !== 'off')
    throw new Failure(`--rates must be stock or off, not '${rates}'.`, 2);
  if (keep !== 'all' && keep !== 'entities')
    throw new Failure(`--keep must be all or entities, not '${keep}'.`, 2);
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

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
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
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    throw new Failure(`${error instanceof Error ? error.message : error}\n\n${usage}`, 2);
  }
}

function number(name: string, text: string, low: number, high: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= low && value <= high) return value;
  throw new Failure(`--${name} must be a whole number from ${low} to ${high}, not '${text}'.`, 2);
}

type Keys = Pick<Settings, 'authFile'> & Pick<PlatformOptions, 'namespaces'>;

function findKeys(file: string | undefined): Keys {
  const { OPENWHISK_KEYS: given } = process.env;
  if (file !== undefined) {
    if (!existsSync(file)) throw new Failure(`The key file ${file} does not exist.`, 2);
    return { namespaces: parseKeys(readFileSync(file, 'utf8'), file), authFile: resolve(file) };
  }
  if (given !== undefined) return { namespaces: parseKeys(given, 'OPENWHISK_KEYS'), authFile: undefined };
  const authFile = guestFile();
  return { namespaces: parseKeys(readFileSync(authFile, 'utf8'), authFile), authFile };
}
