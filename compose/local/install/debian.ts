import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { missing } from '#shared/cli/failure';
import type { Progress } from '#shared/cli/progress';
import { cacheFolder } from './cache.ts';
import { run } from './command.ts';
import { unpackedRoot } from './find.ts';

const policy = '/usr/sbin/policy-rc.d';
/** Packages that cannot be unpacked into another folder, because their files contain absolute paths. */
const notRelocatable = ['default-jdk-headless', 'maven'];

/**
 * Installs Debian packages with apt, as root or through sudo; without root rights it unpacks them into the cache folder. Throws a
 * failure with the command for a manual installation when neither works.
 */
export async function installDebian(packages: string[], progress: Progress): Promise<void> {
  const list = packages.join(' ');
  if (!(await run('apt-get', ['--version'])).ok) throw notInstalled(list, 'this system has no apt-get');
  const prefix = await rootPrefix();
  const outcome = await progress.step(`Installing Debian packages (${list})`, () =>
    prefix === undefined ? unpack(packages) : install(packages, prefix),
  );
  if (outcome !== undefined) throw notInstalled(list, outcome);
}

/** The prefix of a command that needs root rights; undefined when this user cannot get them without a password. */
async function rootPrefix(): Promise<string[] | undefined> {
  if (process.getuid?.() === 0) return [];
  return (await run('sudo', ['-n', 'true'])).ok ? ['sudo', '-n'] : undefined;
}

const notInstalled = (list: string, why: string) =>
  missing(
    [
      `These Debian packages are required and could not be installed: ${list}`,
      `  why:      ${why}`,
      `  by hand:  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${list}`,
      '  or:       use containers instead, with  npm start -- --docker  (needs a Docker engine)',
      '  or:       name your own servers in REDIS_URL, MONGO_URL, MYSQL_URL, AMQP_URL, POSTGRES_URL',
    ].join('\n'),
  );

/** Installs the packages system-wide, and prevents their services from starting. */
async function install(packages: string[], sudo: string[]): Promise<string | undefined> {
  const [command = 'apt-get', ...prefix] = [...sudo, 'apt-get'];
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const ownPolicy = sudo.length === 0 && !existsSync(policy);
  if (ownPolicy) writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    const installArgs = [...prefix, 'install', '-y', '--no-install-recommends', ...packages];
    if ((await run(command, installArgs, env)).ok) return undefined;
    await run(command, [...prefix, 'update'], env);
    const { ok, output } = await run(command, installArgs, env);
    return ok ? undefined : lastLine(output);
  } finally {
    if (ownPolicy) rmSync(policy, { force: true });
  }
}

/** Downloads the packages and their missing dependencies, and unpacks them without an installation. */
async function unpack(packages: string[]): Promise<string | undefined> {
  const fixed = packages.filter((name) => notRelocatable.includes(name));
  if (fixed.length > 0) return `${fixed.join(' and ')} must be installed, which needs root or sudo`;
  const state = cacheFolder('debian', 'apt');
  for (const folder of ['lists/partial', 'archives/partial'])
    mkdirSync(join(state, folder), { recursive: true });
  const options = [
    ['Dir::State', state],
    ['Dir::State::status', '/var/lib/dpkg/status'],
    ['Dir::Cache', state],
    ['Debug::NoLocking', '1'],
    ['APT::Sandbox::User', ''],
  ].flatMap(([key, value]) => ['-o', `${key}=${value}`]);
  const update = await run('apt-get', [...options, 'update']);
  if (!update.ok) return lastLine(update.output);
  const installArgs = ['install', '-y', '--download-only', '--no-install-recommends', ...packages];
  const download = await run('apt-get', [...options, ...installArgs]);
  if (!download.ok) return lastLine(download.output);
  for (const file of readdirSync(join(state, 'archives')).filter((name) => name.endsWith('.deb'))) {
    const { ok, output } = await run('dpkg', ['-x', join(state, 'archives', file), unpackedRoot()]);
    if (!ok) return lastLine(output);
  }
  relocateErlang(unpackedRoot());
  return undefined;
}

/** Replaces the absolute path of Debian's installation in Erlang's start scripts. */
function relocateErlang(root: string): void {
  const erlang = join(root, 'usr/lib/erlang');
  if (!existsSync(erlang)) return;
  const versions = readdirSync(erlang).filter((name) => name.startsWith('erts-'));
  for (const folder of ['.', ...versions]) {
    const script = join(erlang, folder, 'bin/erl');
    if (!existsSync(script)) continue;
    const text = readFileSync(script, 'utf8').replace(/\bROOTDIR=\/usr\/lib\/erlang$/gm, `ROOTDIR=${erlang}`);
    writeFileSync(script, text, { mode: 0o755 });
  }
}

const lastLine = (output: string): string =>
  output
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => /^(E:|W:|dpkg)/.test(line))
    .at(-1) ?? output.trim().slice(-300);
