import { randomUUID } from 'node:crypto';
import { after } from 'node:test';
import { build, type Plugin } from 'esbuild';
import openwhisk, { type Client } from 'openwhisk';
import { type Platform, type PlatformOptions, startPlatform } from '#wsk/platform/platform';

/** A platform for one test file, with a client of its namespace `guest`. */
export interface TestPlatform extends Platform {
  /** The npm client of the namespace guest. Its types lack routes, feeds, statuses and logs, so tests cast where they read these. */
  ow: Client;
  /** `UUID:KEY` of the namespace guest. */
  key: string;
  /** A client of a namespace. */
  clientOf(namespace: string): Client;
  /** The Authorization header of a namespace. */
  authorization(namespace?: string): string;
  /** The lines that `onEvent` received. */
  events: string[];
  api(path: string, init?: RequestInit): Promise<Response>;
  web(path: string, init?: RequestInit): Promise<Response>;
  instances(): Promise<InstanceInfo[]>;
}

/** One row of `GET /diptych/instances`. */
export interface InstanceInfo {
  pid: number;
  action: string;
  state: string;
  running: number;
  activations: number;
  /** With the direct placement: the number of channels to the instance. */
  channels?: number;
}

/** Starts a platform with the namespaces guest and other, and closes it after the tests of the file. */
export async function usePlatform(options: Partial<PlatformOptions> = {}): Promise<TestPlatform> {
  const namespaces = { guest: newKey(), other: newKey() };
  const events: string[] = [];
  const platform = await startPlatform({ namespaces, onEvent: (line) => events.push(line), ...options });
  after(() => platform.close());
  const keyOf = (namespace: string): string => (namespaces as Record<string, string>)[namespace] as string;
  const clientOf = (namespace: string): Client =>
    openwhisk({ apihost: platform.apihost, api_key: keyOf(namespace) });
  const authorization = (namespace = 'guest'): string =>
    `Basic ${Buffer.from(keyOf(namespace)).toString('base64')}`;
  const withAuth = (path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(platform.apihost + path, {
      ...init,
      headers: { authorization: authorization(), 'content-type': 'application/json', ...init.headers },
    });
  return {
    ...platform,
    events,
    key: namespaces.guest,
    clientOf,
    authorization,
    ow: clientOf('guest'),
    api: (path, init) => withAuth(`/api/v1/namespaces/_/${path}`, init),
    web: (path, init) => fetch(`${platform.apihost}/api/v1/web/guest/${path}`, init),
    instances: async () => (await (await withAuth('/diptych/instances')).json()) as InstanceInfo[],
  };
}

/** A random key in OpenWhisk's format. */
export function newKey(): string {
  return `${randomUUID()}:${randomUUID()}`;
}

/** Bundles the source of an action that imports shared modules. */
export async function bundled(source: string, plugins: Plugin[] = []): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir: import.meta.dirname, loader: 'ts' },
    bundle: true,
    plugins,
    write: false,
    platform: 'node',
    format: 'cjs',
  });
  return outputFiles[0]?.text ?? '';
}

/** Creates or replaces an action from source. */
export async function putAction(
  { ow }: { ow: Client },
  name: string,
  code: string,
  more: { annotations?: Record<string, unknown>; parameters?: Record<string, unknown>; limits?: object } = {},
): Promise<void> {
  const list = (members: Record<string, unknown> = {}): { key: string; value: unknown }[] =>
    Object.entries(members).map(([key, value]) => ({ key, value }));
  const exec = { kind: 'nodejs:20', code };
  const annotations = list(more.annotations);
  const action = { exec, annotations, parameters: list(more.parameters), limits: more.limits ?? {} };
  await ow.actions.update({ name, action } as unknown as Parameters<Client['actions']['update']>[0]);
}

/** Invokes an action and returns its record, also when the action fails. */
export async function recordOf(
  platform: TestPlatform,
  name: string,
  params: object = {},
): Promise<Activation> {
  const response = await platform.api(`actions/${name}?blocking=true`, {
    method: 'POST',
    body: JSON.stringify(params),
  });
  return (await response.json()) as Activation;
}

/** The members of a record that the tests read. */
export interface Activation {
  activationId: string;
  annotations: { key: string; value: unknown }[];
  cause?: string;
  duration: number;
  logs: string[];
  name: string;
  response: { status: string; success: boolean; result: Record<string, unknown>; size?: number };
}

/** Resolves with a stored record as soon as it exists. */
export function storedRecord(platform: TestPlatform, id: string): Promise<Activation> {
  return eventually(async () => {
    const response = await platform.api(`activations/${id}`);
    return response.status === 200 ? ((await response.json()) as Activation) : undefined;
  });
}

/** Calls `ask` repeatedly until it returns a value other than undefined, null and false; rejects after `ms` milliseconds. */
export async function eventually<T>(ask: () => T | Promise<T>, ms = 10_000): Promise<NonNullable<T>> {
  const deadline = Date.now() + ms;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== null && answer !== false) return answer as NonNullable<T>;
    if (Date.now() > deadline) throw new Error(`no value within ${ms} ms: ${ask}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Whether a process is running; a zombie is not. */
export async function isAlive(pid: number): Promise<boolean> {
  const { readFile } = await import('node:fs/promises');
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return stat !== '' && !/\) Z /.test(stat);
}
