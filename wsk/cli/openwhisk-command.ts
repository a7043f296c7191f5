import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { commandLine, oneOf, readCommandLine, wholeNumber } from '#shared/cli/command-line';
import { Failure } from '#shared/cli/failure';
import { readGivenFile } from '#shared/cli/given-paths';
import { stopSignal } from '#shared/cli/stop';
import { tellReady } from '#shared/process/started-by';
import { findPlacement, placementNames, placementText } from '../placements/placement.ts';
import { type PlatformOptions, startPlatform } from '../platform/platform.ts';
import { guestFile, parseKeys } from './keys.ts';

const lineOf = (call: string) =>
  commandLine({
    call,
    does: 'Runs the embedded OpenWhisk on this machine until Ctrl-C; its state is in memory unless --data is given.',
    options: {
      port: { value: 'N', text: 'the port, 0 for a free one; default 3233' },
      host: { value: 'ADDRESS', text: 'the address on which it listens; default 127.0.0.1' },
      keys: {
        value: 'FILE',
        text: 'lines NAMESPACE UUID:KEY; default: OPENWHISK_KEYS, else guest with a key of this user',
      },
      data: { value: 'DIR', text: 'keep entities and activation records in DIR' },
      keep: {
        value: 'WHAT',
        text: 'what to keep there: all, or entities, without activation records; default all',
      },
      memory: { value: 'MB', text: 'memory of all instances together; default 4096' },
      rates: {
        value: 'RATES',
        text: 'stock: the limits of a stock OpenWhisk for each minute, or off; default off',
      },
      concurrency: { value: 'N', text: 'the highest limits.concurrency that an action may set; default 1' },
      node: {
        value: 'PATH',
        text: 'the Node that runs the actions, 20 or later; default: the Node of this command',
      },
      socket: { value: 'PATH', text: 'a Unix socket that serves the same API as the port' },
      placement: { value: 'NAME', text: placementText },
      json: { text: 'print one line {"apihost":…,"authFile":…} when ready' },
    },
    environment: { OPENWHISK_KEYS: 'such lines as in a file of --keys' },
    examples: {
      [call.replace(/ --$/, '')]: 'for people; it prints its API host',
      [`${call} --json --port 0`]: 'for programs, which end it by SIGTERM',
    },
    takes: 'a second to start',
  });

interface Settings {
  options: PlatformOptions;
  /** The path of the key file; undefined when the keys are in the environment. */
  authFile: string | undefined;
  json: boolean;
}

/**
 * The command that starts the embedded OpenWhisk alone, as `docker run` starts a standalone one. `call` is how it is called. Resolves
 * when it has been stopped.
 */
export async function openwhisk(call: string, args: string[]): Promise<undefined> {
  const { options, authFile, json } = await readSettings(call, args);
  const platform = await startPlatform(options).catch((error: Error) => {
    throw new Failure(error.message);
  });
  tellReady();
  const { apihost } = platform;
  const text = json
    ? JSON.stringify({ apihost, authFile: authFile ?? null })
    : `OpenWhisk is ready at ${apihost}; keys are in ${authFile ?? 'OPENWHISK_KEYS'}. Stop it with Ctrl-C.`;
  process.stdout.write(`${text}\n`);
  if (!stopSignal.aborted) await once(stopSignal, 'abort');
  await platform.close();
  if (!json) process.stdout.write('Stopped.\n');
}

async function readSettings(call: string, args: string[]): Promise<Settings> {
  const { values } = readCommandLine(lineOf(call), args);
  const { extension } = await findPlacement(
    oneOf('--placement', values.placement ?? (process.env.PLACEMENT || 'platform'), placementNames),
  );
  const { namespaces, authFile } = findKeys(values.keys);
  const options: PlatformOptions = {
    port: wholeNumber('--port', values.port ?? '3233', 0, 65_535),
    namespaces,
    ...(values.host === undefined ? {} : { host: values.host }),
    memoryMb: wholeNumber('--memory', values.memory ?? '4096', 128, 1_000_000),
    maxConcurrency: wholeNumber('--concurrency', values.concurrency ?? '1', 1, 500),
    rates: oneOf('--rates', values.rates ?? 'off', ['stock', 'off']),
    keep: oneOf('--keep', values.keep ?? 'all', ['all', 'entities']),
    onEvent: (line) => console.error(line),
    ...(values.data === undefined ? {} : { data: values.data }),
    ...(values.node === undefined ? {} : { node: values.node }),
    ...(values.socket === undefined ? {} : { socket: values.socket }),
    ...(extension === undefined ? {} : { extensions: [extension] }),
  };
  return { options, authFile, json: values.json };
}

type Keys = Pick<Settings, 'authFile'> & Pick<PlatformOptions, 'namespaces'>;

function findKeys(file: string | undefined): Keys {
  const { OPENWHISK_KEYS: given } = process.env;
  if (file !== undefined) {
    const lines = readGivenFile('The key file', file).toString();
    return { namespaces: parseKeys(lines, file), authFile: resolve(file) };
  }
  if (given !== undefined) return { namespaces: parseKeys(given, 'OPENWHISK_KEYS'), authFile: undefined };
  const authFile = guestFile();
  return { namespaces: parseKeys(readFileSync(authFile, 'utf8'), authFile), authFile };
}
