import { join } from 'node:path';
import { createActivations } from './activations/activations.ts';
import { createMeter } from './activations/meter.ts';
import { createApimgmt } from './api-gateway/apimgmt.ts';
import type { CreateExtension, PlatformContext } from './context.ts';
import { createEntityStore } from './entities/entity-store.ts';
import { isName } from './entities/names.ts';
import { createAlarms } from './feeds/alarms.ts';
import { createIntervalFeed } from './feeds/interval-feed.ts';
import { type DataFolder, openDataFolder } from './persistence/data-folder.ts';
import { createCodeCache } from './pool/code-cache.ts';
import { Instance } from './pool/instance.ts';
import { Pool } from './pool/pool.ts';
import { createWorkspace, type Workspace } from './pool/workspace.ts';
import { createIdentities } from './server/identity.ts';
import { type Ingress, listen } from './server/listen.ts';
import { createThrottle } from './server/throttle.ts';

export interface PlatformOptions {
  /** The port on 127.0.0.1; 0 or absent for a free one. */
  port?: number;
  /** The address on which it listens; default 127.0.0.1, so that only this machine reaches it. */
  host?: string;
  /** The key of each namespace, `uuid:key`. */
  namespaces: Record<string, string>;
  /** Megabytes of memory for all instances together; default 4096. */
  memoryMb?: number;
  /** The highest `limits.concurrency` that an action may set; default 1, as on OpenWhisk. */
  maxConcurrency?: number;
  /** `stock`: 60 invocations and 60 trigger fires a minute, 30 concurrent activations; `off` (default): no limits. */
  rates?: 'stock' | 'off';
  /** The Node executable that runs the actions, version 20 or later; default: the one that runs the platform. */
  node?: string;
  /** The path of a Unix socket that serves the same API as the port; default: one in the platform's own folder. */
  socket?: string;
  /** A folder in which entities and activation records survive a restart and `kill -9`; default: they are in memory only. */
  data?: string;
  /** What the folder keeps: `all` (default), or only `entities`, so that an activation writes nothing to a file. */
  keep?: 'all' | 'entities';
  /** Extensions of the platform, for example a placement of calls (wsk/placements); default: none. */
  extensions?: CreateExtension[];
  /** Receives one readable line for each notable event, such as the crash of an instance. */
  onEvent?: (line: string) => void;
}

export interface Platform {
  /** `http://127.0.0.1:PORT`. */
  apihost: string;
  /** The path of the Unix socket that serves the same API. */
  socket: string;
  /** Stops all instances and removes all temporary files. */
  close(): Promise<void>;
}

/** Starts an OpenWhisk on 127.0.0.1. Rejects with one sentence when the port is in use or an option is invalid. */
export async function startPlatform(options: PlatformOptions): Promise<Platform> {
  const { data: dataPath, keep = 'all', extensions = [], onEvent = () => undefined } = options;
  checkOptions(options);
  const data = dataPath === undefined ? undefined : openDataFolder(dataPath, onEvent, keep);
  let workspace: Workspace | undefined;
  let platform: PlatformContext | undefined;
  let ingress: Ingress | undefined;
  const close = async (): Promise<void> => {
    platform?.alarms.close();
    for (const extension of platform?.extensions ?? []) extension.close();
    await Promise.all([ingress?.close(), platform?.pool.close()]);
    data?.close();
    workspace?.remove();
  };
  try {
    workspace = await createWorkspace();
    const context = createContext(options, workspace, data);
    platform = context;
    for (const create of extensions) context.extensions.push(await create(context, workspace.root));
    const socketPath = options.socket ?? join(workspace.root, 'openwhisk.sock');
    ingress = await listen(context, {
      port: options.port ?? 0,
      host: options.host ?? '127.0.0.1',
      socketPath,
    });
    context.alarms.resume();
    let closing: Promise<void> | undefined;
    return {
      apihost: context.apihost,
      socket: socketPath,
      close() {
        closing ??= close();
        return closing;
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function createContext(
  options: PlatformOptions,
  workspace: Workspace,
  data: DataFolder | undefined,
): PlatformContext {
  const { namespaces, maxConcurrency = 1, rates = 'off', onEvent = () => undefined } = options;
  const codeCache = createCodeCache(join(workspace.root, 'code-cache'));
  const store = createEntityStore(data?.entities);
  const builtIn = [...createIntervalFeed(() => context), ...createApimgmt(() => context)];
  for (const entity of builtIn) store.addBuiltIn(entity);
  const context: PlatformContext = {
    apihost: '',
    maxConcurrency,
    rates,
    keepsRecords: data?.activations !== undefined,
    store,
    pool: createPool(options, workspace, () => context),
    codeCache,
    alarms: createAlarms(() => context),
    extensions: [],
    onEvent,
    identities: createIdentities(namespaces),
    activations: createActivations(data?.activations),
    meter: createMeter(),
    throttle: createThrottle(rates),
  };
  return context;
}

function createPool(options: PlatformOptions, workspace: Workspace, context: () => PlatformContext): Pool {
  const { memoryMb = 4096, maxConcurrency = 1, node = process.execPath } = options;
  let started = 0;
  return new Pool({
    memoryMb,
    onEvent: (line) => context().onEvent(line),
    onShortage: () => {
      for (const extension of context().extensions) extension.onMemoryShortage();
    },
    start(memory) {
      started += 1;
      const { apihost, codeCache, extensions } = context();
      return new Instance({
        node,
        apihost,
        codeCache,
        memoryMb: memory,
        runtime: workspace.runtime,
        extensions: extensions.flatMap(({ runtime }) => runtime ?? []),
        modules: workspace.modules,
        home: join(workspace.root, String(started)),
        concurrent: maxConcurrency > 1,
      });
    },
  });
}

function checkOptions({ namespaces, memoryMb = 4096, maxConcurrency = 1 }: PlatformOptions): void {
  for (const [namespace, key] of Object.entries(namespaces)) {
    if (!isName(namespace))
      throw new Error(`'${namespace}' cannot be a namespace; use letters, digits, _ @ . & -.`);
    if (!/^[^:\s]+:[^:\s]+$/.test(key))
      throw new Error(`The key of the namespace ${namespace} must be UUID:KEY.`);
  }
  if (!(memoryMb >= 128)) throw new Error(`memoryMb must be at least 128, not ${memoryMb}.`);
  if (!(maxConcurrency >= 1)) throw new Error(`maxConcurrency must be at least 1, not ${maxConcurrency}.`);
}
