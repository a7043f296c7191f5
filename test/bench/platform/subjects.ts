import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import openwhisk, { type Client } from 'openwhisk';
import { dieWithParent } from '#shared/process/die-with-parent';
import { bundleAction } from '#wsk/deploy/bundle';

const here = import.meta.dirname;

/** The running subjects of the benchmark, each in its own process. */
export interface Subjects {
  /** The Express service, and the service that calls it. */
  express: { url: string; pid: number };
  caller: { url: string };
  thriftPort: number;
  platform: { apihost: string; auth: string; pid: number; ow: Client };
  stop(): Promise<void>;
}

interface StartedProgram {
  child: ChildProcess;
  line: string;
}

/** Starts a program and waits for its first line. */
export function startProgram(file: string, args: string[] = []): Promise<StartedProgram> {
  const env = { ...process.env, NODE_ENV: 'production' };
  const argv = [process.execPath, '--disable-warning=ExperimentalWarning', file, ...args];
  const [command = '', ...rest] = dieWithParent(argv, 'TERM');
  const child = spawn(command, rest, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${file} ended with ${code}`)));
    let seen = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      if (seen.includes('\n')) return;
      seen += chunk.toString();
      const end = seen.indexOf('\n');
      if (end >= 0) resolve({ child, line: seen.slice(0, end) });
    });
  });
}

/** Starts all subjects and deploys the actions. */
export async function startSubjects(): Promise<Subjects> {
  const children: ChildProcess[] = [];
  const start = async (file: string, args: string[] = []): Promise<StartedProgram> => {
    const started = await startProgram(join(here, file), args);
    children.push(started.child);
    return started;
  };
  const url = ({ line }: StartedProgram): string => `http://127.0.0.1:${line.split(' ')[1]}`;
  const express = await start('microservice.ts');
  const caller = await start('microservice.ts', ['caller']);
  const thrift = await start('thrift-server.ts');
  const keys = join(tmpdir(), `bench-keys-${randomUUID()}`);
  const auth = `${randomUUID()}:${randomUUID()}`;
  writeFileSync(keys, `guest ${auth}\n`, { mode: 0o600 });
  const args = ['--port', '0', '--keys', keys, '--concurrency', '100', '--memory', '8192', '--json'];
  const platform = await start('../../../wsk/cli/openwhisk.ts', args);
  rmSync(keys);
  const { apihost } = JSON.parse(platform.line) as { apihost: string };
  const ow = openwhisk({ apihost, api_key: auth });
  await deploy(ow);
  return {
    express: { url: url(express), pid: express.child.pid ?? 0 },
    caller: { url: url(caller) },
    thriftPort: Number(thrift.line.split(' ')[1]),
    platform: { apihost, auth, pid: platform.child.pid ?? 0, ow },
    async stop() {
      const ended = children.map((child) => new Promise((resolve) => child.once('exit', resolve)));
      for (const child of children) child.kill();
      await Promise.all(ended);
    },
  };
}

async function deploy(ow: Client): Promise<void> {
  for (const [name, file] of [
    ['items', 'serverless.ts'],
    ['caller', 'serverless.caller.ts'],
  ] as const) {
    const { zip } = await bundleAction(join(here, file));
    await putWeb(ow, name, Buffer.from(zip).toString('base64'));
  }
  const plain = 'function main(args) { return { count: args.items.length } }';
  const plainWeb = 'function main(args) { return { body: { count: args.items.length } } }';
  const annotations = { 'web-export': true };
  const limits = { concurrency: 100 };
  await ow.actions.update({ name: 'plain', action: plain, limits } as never);
  await ow.actions.update({ name: 'plain-web', action: plainWeb, annotations, limits } as never);
}

/** Creates or replaces a raw web action that takes 100 requests at once. */
export async function putWeb(ow: Client, name: string, code: string): Promise<void> {
  const annotations = ['web-export', 'raw-http', 'provide-api-key'].map((key) => ({ key, value: true }));
  const exec = { kind: 'nodejs:20', code, binary: true };
  const action = { exec, annotations, limits: { concurrency: 100 } };
  await ow.actions.update({ name, action } as never);
}
