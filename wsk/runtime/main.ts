// The program inside an instance: /init and /run of OpenWhisk's runtime contract, as frames on file descriptor 3. The platform
// bundles it once at its start, for Node 20 and later. Arguments: the process's own folder, the programs of extensions.
import { createRequire } from 'node:module';
import { Socket } from 'node:net';
import { dirname, join } from 'node:path';
import { serializeError } from 'serialize-error';
import { batchedWriter, type Frame, frame, readFrames } from '../protocol/frames.ts';
import { exportCodeCache } from './code-cache.ts';
import { installEnvironment, setContext } from './environment.ts';
import type { RuntimeExtension, RuntimeHost } from './extension.ts';
import { type Handler, type InitValue, loadAction } from './load.ts';
import { captureOutput, withLog, withLogInReply } from './logs.ts';
import { warmUp } from './warm-up.ts';

type Reply = [status: number, body: unknown];
type Context = Record<string, unknown>;

const [home = '', ...extensionPaths] = process.argv.slice(2);
const concurrent = process.env.__OW_ALLOW_CONCURRENT === 'true';
let handler: Handler | undefined;
let state: 'new' | 'busy' | 'ready' | 'stopped' = 'new';
// The platform sends the first run together with the code; the run waits for this promise.
let initialising: Promise<void> | undefined;

// The handler is called as a method, so that `this` is an object in strict code too, as in OpenWhisk's image.
const runner = { userScriptMain: (_args: unknown): unknown => undefined };

async function init(value: InitValue, code: Buffer): Promise<Reply> {
  clearTimeout(warmUpTimer);
  await warmingUp;
  if (state !== 'new') return [403, { error: 'Cannot initialize the action more than once.' }];
  state = 'busy';
  Object.assign(process.env, value.env);
  if (value.name !== undefined) process.title = `diptych-action ${value.name}`;
  try {
    handler = await loadAction(value, code, home);
    runner.userScriptMain = handler;
    state = 'ready';
    return [200, { OK: true }];
  } catch (error) {
    state = 'stopped';
    const text = (error as Error | undefined)?.stack ?? String(error);
    return [502, { error: `Initialization has failed due to: ${text}` }];
  }
}

async function run(context: Context, args: unknown): Promise<Reply> {
  if (state === 'stopped' || handler === undefined)
    return [403, { error: `System not ready, status is ${state}.` }];
  if (state === 'busy' && !concurrent) return [403, { error: 'System already running an activation.' }];
  setContext(context);
  state = 'busy';
  let pending: unknown;
  try {
    pending = runner.userScriptMain(args);
  } catch (error) {
    state = 'stopped';
    return [502, { error: `An error has occurred: ${String(error)}` }];
  }
  const result = await Promise.resolve(pending).then(
    (value: unknown) => (value === undefined ? {} : value),
    (reason: unknown) => ({ error: reason ? serializeError(reason) : {} }),
  );
  if (state === 'busy') state = 'ready';
  return typeof result === 'object'
    ? [200, result]
    : [502, { error: 'The action did not return a dictionary.' }];
}

function toJson([status, body]: Reply): { status: number; text: string } {
  try {
    return { status, text: JSON.stringify(body) ?? 'null' };
  } catch {
    return { status: 500, text: '{"error":"Internal error."}' };
  }
}

type Head = Context & { init?: InitValue; extension?: unknown };

function serve({ id, head, body }: Frame): void {
  // biome-ignore lint/plugin: a private frame, which this project's own platform has written, on the way of every call.
  const { init: value, ...context } = JSON.parse(head) as Head;
  if (context.extension !== undefined) {
    askExtension(context.extension).then(
      (text) => write(frame(id, '{"status":200,"logs":[]}', text)),
      (error: Error) => write(frame(id, '{"status":500,"logs":[]}', error.message)),
    );
    return;
  }
  const activation = String(value?.env?.__OW_ACTIVATION_ID ?? context.activation_id ?? '');
  const perform = (): Promise<void> =>
    withLogInReply(activation, Number(context.log_limit ?? 10), async (close) => {
      const reply = await (value === undefined
        ? run(context, JSON.parse(body.toString()))
        : init(value, body));
      const { status, text } = toJson(reply);
      const message = frame(id, JSON.stringify({ status, logs: close() }), text);
      // Sent before the first run begins, which may take long.
      if (value !== undefined) return void platform.write(message);
      write(message);
      sendCodeCacheSoon();
    });
  if (value !== undefined) {
    initialising = perform().finally(() => {
      initialising = undefined;
    });
  } else if (initialising === undefined) void perform();
  else void initialising.then(perform);
}

// The code cache is exported after the first runs, so that it holds the functions that they compiled, and while the process is
// idle, because exporting takes some milliseconds.
let codeCacheTimer: NodeJS.Timeout | undefined;
let isCodeCacheSent = false;
function sendCodeCacheSoon(): void {
  if (state !== 'ready' || isCodeCacheSent) return;
  clearTimeout(codeCacheTimer);
  codeCacheTimer = setTimeout(() => {
    if (isCodeCacheSent || state !== 'ready') return;
    isCodeCacheSent = true;
    const exported = exportCodeCache();
    if (exported === undefined) return;
    platform.write(frame(0, JSON.stringify({ codeCache: exported.cache }), exported.data));
  }, 100).unref();
}

installEnvironment();
captureOutput(join(home, 'log'));
process.title = 'diptych-action (prewarmed)';
process.argv.length = 2;
// The socket closes when the platform ends, also when the platform is killed; this process ends then too.
const platform = new Socket({ fd: 3 });
const write = batchedWriter(platform);
const host: RuntimeHost = {
  home,
  withLog,
  async run(context, args) {
    const reply = toJson(await run(context, args));
    // Calls already routed to this instance must not fail because another call stopped it.
    if (state === 'stopped') state = 'ready';
    return reply;
  },
  // Not batched, so that the notice arrives before the response that the caller is waiting for.
  notify: (notice) => platform.write(frame(0, JSON.stringify({ extension: notice }), '')),
};
const load = createRequire(__filename);
const handlers = extensionPaths.map((path) => (load(path) as { extend: RuntimeExtension }).extend(host));
async function askExtension(request: unknown): Promise<string> {
  const [handler] = handlers;
  if (handler === undefined) throw new Error('This instance has no extension.');
  return handler(request);
}
platform.on('close', () => process.exit(0)).on('error', () => process.exit(0));
readFrames(platform, serve);
// Loads the modules of Node that most actions use, before an activation waits for them.
const builtins = [
  'assert async_hooks buffer crypto diagnostics_channel dns events fs/promises http https net os perf_hooks',
  'querystring stream stream/promises string_decoder tls tty url util worker_threads zlib',
];
for (const name of builtins.join(' ').split(' ')) process.getBuiltinModule?.(name);
platform.write(frame(0, '{"ready":true}', ''));
// The delay lets an activation that already waits for this process begin first; `init` then cancels the warm-up.
let warmingUp: Promise<void> | undefined;
const warmUpTimer = setTimeout(() => {
  const archive = join(dirname(process.argv[1] ?? ''), 'warm-up.zip');
  // Without a warm-up the first start is only slower.
  warmingUp = warmUp(archive, home).catch(() => undefined);
}, 10);
