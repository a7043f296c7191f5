import { rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createLines, type Lines } from '../placements/direct/lines.ts';
import { createActivations } from './activations/activations.ts';
import { createApimgmt } from './api-gateway/apimgmt.ts';
import type { Core } from './context.ts';
import { createStore } from './entities/entity-store.ts';
import { isName } from './entities/names.ts';
import { createAlarms } from './feeds/alarms.ts';
import { openDataFolder } from './persistence/data-folder.ts';
import { createCodeCaches } from './pool/code-caches.ts';
import { Instance } from './pool/instance.ts';
import { Pool } from './pool/pool.ts';
import { createWorkspace } from './pool/workspace.ts';
import { openDoor } from './server/door.ts';
import type { Incoming, Outgoing } from './server/http.ts';
import { createIdentities } from './server/identity.ts';
import { route } from './server/router.ts';
import { createThrottle } from './server/throttle.ts';

export interface PlatformOptions {
  /** 0 or absent: a free one. */
  port?: number;
  /** Namespace to `uuid:key`. */
  namespaces: Record<string, string>;
  /** Memory of all instances together, default 4096. */
  memoryMb?: number;
  /** The highest `limits.concurrency` an action may ask for, default 1 as stock. */
  maxConcurrency?: number;
  /** `stock`: 60 invocations and 60 fires a minute, 30 at once; `off` (default): none. */
  rates?: 'stock' | 'off';
  /** The executable that runs the actions, Node 20 or later, default the one that runs the platform. */
  node?: string;
  /** A unix socket for local programs, on which actions reach the platform too; default: one that only they are told. */
  socket?: string;
  /** Milliseconds without a call after which an action has to give back its direct way to another one, default 30,000. */
  lineIdleMs?: number;
  /** A folder in which entities and records survive a restart, also after `kill -9`; default: they are in memory only. */
  data?: string;
  /** One readable line for things worth telling, such as an instance that died. */
  onEvent?: (line: string) => void;
}

export interface Platform {
  /** `http://127.0.0.1:PORT`. */
  apihost: string;
  /** Stops all instances and removes all files. */
  close(): Promise<void>;
}

/** Starts an OpenWhisk on 127.0.0.1; rejects with one sentence when the port is taken or an option is wrong. */
export async function startPlatform(options: PlatformOptions): Promise<Platform> {
  const {
    namespaces,
    memoryMb = 4096,
    maxConcurrency = 1,
    rates = 'off',
    node = process.execPath,
    lineIdleMs = 30_000,
    onEvent = () => undefined,
  } = options;
  check(namespaces, memoryMb, maxConcurrency);
  const data = options.data === undefined ? undefined : openDataFolder(options.data, onEvent);
  let core: Core | undefined;
  let open: (core: Core) => void = () => undefined;
  const opened = new Promise<Core>((resolve) => {
    open = resolve;
  });
  const server = createServer(
    { keepAliveTimeout: 70_000, requestTimeout: 0, maxHeaderSize: 65_536 },
    (request, response) => {
      // Requests may arrive between the listening, which tells the port, and the core, which needs it.
      if (core !== undefined) void route(core, request, response);
      else void opened.then((ready) => route(ready, request, response));
    },
  );
  refuseUnreadable(server);
  const apihost = await listen(server, options.port ?? 0).catch((error: unknown) => {
    data?.close();
    throw error;
  });
  const workspace = await createWorkspace().catch((error: unknown) => {
    server.close();
    data?.close();
    throw error;
  });
  const path = options.socket ?? join(workspace.root, 'door');
  rmSync(path, { force: true });
  const serve = (request: Incoming, response: Outgoing): void => void route(core as Core, request, response);
  const lines: Pick<Lines, 'lend' | 'lost'> = {
    lend: async (what, ended) => core?.lines.lend(what, ended),
    lost: (token) => core?.lines.lost(token),
  };
  const door = await openDoor(path, serve, lines).catch((error: Error) => {
    server.close();
    data?.close();
    workspace.remove();
    throw new Error(`The socket ${path} cannot be opened (${error.message}); choose a short path (TMPDIR).`);
  });
  const codeCaches = createCodeCaches(join(workspace.root, 'compiled'));
  let started = 0;
  const pool = new Pool({
    memoryMb,
    onEvent,
    onShortage: () => void core?.lines.recall(),
    start(memory) {
      started += 1;
      return new Instance({
        node,
        apihost,
        door: path,
        codeCaches,
        memoryMb: memory,
        runtime: workspace.runtime,
        modules: workspace.modules,
        home: join(workspace.root, String(started)),
        concurrent: maxConcurrency > 1,
      });
    },
  });
  const { alarms, entities } = createAlarms(() => core as Core);
  const store = createStore(data?.entities);
  for (const entity of [...entities, ...createApimgmt(() => core as Core)]) store.install(entity);
  const activations = createActivations(data?.activations);
  core = {
    apihost,
    maxConcurrency,
    rates,
    store,
    pool,
    codeCaches,
    alarms,
    onEvent,
    identities: createIdentities(namespaces),
    activations,
    // Not where each activation is counted at once, or its record is to be on the disk at once.
    lines: createLines(
      { pool, activations, onEvent },
      { allowed: rates === 'off' && data === undefined, idleMs: lineIdleMs },
    ),
    throttle: createThrottle(rates),
  };
  alarms.resume();
  open(core);
  let closing: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    alarms.close();
    core?.lines.close();
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    door.close();
    await pool.close();
    server.closeAllConnections();
    await closed;
    data?.close();
    workspace.remove();
  };
  return {
    apihost,
    close() {
      closing ??= close();
      return closing;
    },
  };
}

function check(namespaces: Record<string, string>, memoryMb: number, maxConcurrency: number): void {
  for (const [namespace, key] of Object.entries(namespaces)) {
    if (!isName(namespace))
      throw new Error(`'${namespace}' cannot be a namespace; use letters, digits, _ @ . & -.`);
    if (!/^[^:\s]+:[^:\s]+$/.test(key))
      throw new Error(`The key of the namespace ${namespace} must be UUID:KEY.`);
  }
  if (!(memoryMb >= 128)) throw new Error(`memoryMb must be at least 128, not ${memoryMb}.`);
  if (!(maxConcurrency >= 1)) throw new Error(`maxConcurrency must be at least 1, not ${maxConcurrency}.`);
}

function listen(server: Server, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE';
      reject(
        new Error(
          taken ? `Port ${port} is taken; stop what listens there or choose another port.` : error.message,
        ),
      );
    });
    server.listen(port, '127.0.0.1', () =>
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
    );
  });
}

function refuseUnreadable(server: Server): void {
  const reply = (status: string, text: string): string =>
    `HTTP/1.1 ${status}\r\nContent-Type: text/plain; charset=UTF-8\r\nContent-Length: ${text.length}\r\nConnection: close\r\n\r\n${text}`;
  server.on('connect', (request, socket) => {
    const status =
      Number(request.headers['content-length'] ?? 0) > 0 ? '422 Unprocessable Entity' : '400 Bad Request';
    socket.end(reply(status, 'CONNECT requests are not supported.'));
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (!socket.writable) return socket.destroy();
    const method = error.code === 'HPE_INVALID_METHOD';
    if (method) socket.end(reply('501 Not Implemented', 'The HTTP method is not supported.'));
    else socket.end(reply('400 Bad Request', 'The request is not valid HTTP.'));
  });
}
