import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from '#compose/local/install/cache';
import { run } from '#compose/local/install/command';

/** The path of a client program, or the reason why it is missing. */
export type ClientProgram = { path: string } | { skip: string };

const here = import.meta.dirname;

/** Finds `wskdeploy`, or builds it from Go modules in the cache folder. */
export async function findWskdeploy(): Promise<ClientProgram> {
  const source = join(here, 'wskdeploy');
  const hash = createHash('sha256')
    .update(readFileSync(join(source, 'go.sum')))
    .digest('hex')
    .slice(0, 12);
  const path = join(cacheFolder('go'), `wskdeploy-${hash}`);
  if (existsSync(path)) return { path };
  const unfinished = `${path}.${process.pid}`;
  const program = 'github.com/apache/openwhisk-wskdeploy';
  const { ok, output } = await run(
    'go',
    ['build', '-C', source, '-mod=readonly', '-o', unfinished, program],
    {
      GOFLAGS: '-buildvcs=false',
      GOPATH: cacheFolder('go', 'path'),
    },
  );
  if (!ok) return { skip: `wskdeploy cannot be built with Go here: ${lastLine(output)}` };
  renameSync(unfinished, path);
  return { path };
}

/** Finds the Serverless Framework with its OpenWhisk plugin, or installs it in the cache folder; `path` is its `node_modules`. */
export async function findServerless(): Promise<ClientProgram> {
  const folder = join(cacheFolder('npm'), 'serverless-3-openwhisk-0.18.4');
  const path = join(folder, 'node_modules');
  if (existsSync(path)) return { path };
  const unfinished = cacheFolder('npm', `serverless.${process.pid}`);
  writeFileSync(join(unfinished, 'package.json'), '{"private":true}\n');
  const { ok, output } = await run('npm', [
    'install',
    '--prefix',
    unfinished,
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    'serverless@3.40.0',
    'serverless-openwhisk@0.18.4',
  ]);
  if (ok && !existsSync(folder)) renameSync(unfinished, folder);
  else rmSync(unfinished, { recursive: true, force: true });
  return ok ? { path } : { skip: `serverless-openwhisk cannot be installed here: ${lastLine(output)}` };
}

/** Finds `wsk` on PATH; no package registry has it. */
export function findWsk(): ClientProgram {
  const candidates = (process.env.PATH ?? '').split(':').map((folder) => join(folder, 'wsk'));
  const path = candidates.find((candidate) => existsSync(candidate));
  return path === undefined ? { skip: 'wsk is not on PATH' } : { path };
}

const lastLine = (output: string): string => output.trim().split('\n').at(-1) ?? '';
