// The program inside an action's process: /init and /run of the runtime contract over HTTP on a unix socket.
// Bundled once per platform start for Node 20 and later. Arguments: the socket's path, the process's own folder.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { type Handler, type InitValue, loadAction } from './load.ts';
import { captureOutput, closeLogScope, withLogScope } from './logs.ts';
import { serialiseError } from './serialise-error.ts';

type Reply = [status: number, body: unknown];
type Context = Record<string, unknown>;

const [socketPath = '', home = ''] = process.argv.slice(2);
const concurrent = process.env.__OW_ALLOW_CONCURRENT === 'true';
let handler: Handler | undefined;
let state: 'new' | 'busy' | 'ready' | 'stopped' = 'new';
const known: Record<string, string> = {};

// The handler is called as a method, so that `this` is an object in strict code too, as in the image.
const runner = { userScriptMain: (_args: unknown): unknown => undefined };

async function init(message: { value?: InitValue }): Promise<Reply> {
  if (state !== 'new') return [403, { error: 'Cannot initialize the action more than once.' }];
  const value = message.value;
  if (typeof value?.main !== 'string' || typeof value.code !== 'string') {
    return [403, { error: 'Missing main/no code to execute.' }];
  }
  state = 'busy';
  Object.assign(process.env, value.env);
  if (value.name !== undefined) process.title = `diptych-action ${value.name}`;
  try {
    handler = await loadAction(value, home);
    runner.userScriptMain = handler;
    state = 'ready';
    return [200, { OK: true }];
  } catch (error) {
    state = 'stopped';
    const text = (error as Error | undefined)?.stack ?? String(error);
    return [502, { error: `Initialization has failed due to: ${text}` }];
  }
}

async function run(message: Context): Promise<Reply> {
  if (state === 'stopped' || handler === undefined)
    return [403, { error: `System not ready, status is ${state}.` }];
  if (state === 'busy' && !concurrent) return [403, { error: 'System already running an activation.' }];
  setEnvironment(message);
  state = 'busy';
  let pending: unknown;
  try {
    pending = runner.userScriptMain(message.value);
  } catch (error) {
    state = 'stopped';
    return [502, { error: `An error has occurred: ${String(error)}` }];
  }
  const result = await Promise.resolve(pending).then(
    (value: unknown) => (value === undefined ? {} : value),
    (reason: unknown) => ({ error: reason ? serialiseError(reason) : {} }),
  );
  if (state === 'busy') state = 'ready';
  return typeof result === 'object'
    ? [200, result]
    : [502, { error: 'The action did not return a dictionary.' }];
}

// Setting a variable costs a system call's worth of time; most keep their value from run to run.
function setEnvironment(message: Context): void {
  for (const key in message) {
    const value = message[key];
    if (typeof value !== 'string' || known[key] === value) continue;
    known[key] = value;
    process.env[`__OW_${key.toUpperCase()}`] = value;
  }
}

function answer(response: ServerResponse, [status, body]: Reply, lines: number): void {
  let text: string;
  let code = status;
  try {
    text = JSON.stringify(body) ?? 'null';
  } catch {
    code = 500;
    text = '{"error":"Internal error."}';
  }
  const length = Buffer.byteLength(text);
  response.writeHead(code, {
    'content-type': 'application/json',
    'content-length': length,
    'x-log-lines': lines,
  });
  response.end(text);
}

function serve(url: string | undefined, text: string, response: ServerResponse): void {
  let message: Context;
  try {
    message = JSON.parse(text) as Context;
  } catch {
    answer(response, [500, { error: 'The request body is not JSON.' }], 0);
    return;
  }
  const work = url === '/run' ? run : url === '/init' ? init : undefined;
  if (work === undefined) {
    answer(response, [500, { error: `Unknown path ${url}.` }], 0);
    return;
  }
  const env = (message.value as InitValue | undefined)?.env;
  const id = String((url === '/init' ? env?.__OW_ACTIVATION_ID : message.activation_id) ?? '');
  withLogScope(id, Number(message.log_limit ?? 10), async (scope) => {
    const reply = await work(message);
    answer(response, reply, closeLogScope(scope));
  });
}

function receive(request: IncomingMessage, response: ServerResponse): void {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const body = chunks.length === 1 ? chunks[0] : Buffer.concat(chunks);
    serve(request.url, body?.toString() ?? '', response);
  });
}

captureOutput();
process.title = 'diptych-action (prewarmed)';
process.argv.length = 2;
const server = createServer({ keepAliveTimeout: 0, requestTimeout: 0 }, receive);
// The lifeline: its other end closes when the platform is gone, however it went.
const lifeline = new Socket({ fd: 3 });
lifeline
  .on('close', () => process.exit(0))
  .on('error', () => process.exit(0))
  .resume();
server.listen(socketPath, () => lifeline.write('ready'));
