import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { missing } from '#shared/cli/failure';
import type { Progress } from '#shared/cli/progress';
import { type Apt, downloadPackages, installPackages } from './apt.ts';
import { cacheFolder } from './cache.ts';
import { run } from './command.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { unpackingApt, unpackPackages } from './unpack.ts';

const policy = '/usr/sbin/policy-rc.d';

/**
 * Installs Debian packages with apt, as root or through sudo; without root rights it unpacks them into the cache folder. Throws a
 * failure with the command for a manual installation when neither works.
 */
export async function installDebian(packages: string[], progress: Progress): Promise<void> {
  const list = packages.join(' ');
  if (!(await run('apt-get', ['--version'])).ok) throw notInstalled(list, 'this system has no apt-get');
  const prefix = await rootPrefix();
  const folder = prefix === undefined ? cacheFolder('debian') : 'system';
  const work = async (): Promise<string | undefined> => {
    const apt = prefix === undefined ? unpackingApt() : systemApt(prefix);
    const notDownloaded = await downloadPackages(apt, packages, progress);
    if (notDownloaded !== undefined) return notDownloaded;
    return await progress.step(`Installing Debian packages (${list})`, (report) =>
      prefix === undefined ? unpackPackages(apt, report) : install(apt, packages, report),
    );
  };
  const why = await oneAtATime(`Debian packages ${folder}`, work, () =>
    progress.line('Waiting for another run, which installs Debian packages'),
  );
  if (why !== undefined) throw notInstalled(list, why);
}

/** The prefix of a command that needs root rights; undefined when this user cannot get them without a password. */
export async function rootPrefix(): Promise<string[] | undefined> {
  if (process.getuid?.() === 0) return [];
  return (await run('sudo', ['-n', 'true'])).ok ? ['sudo', '-n'] : undefined;
}

const systemApt = (prefix: string[]): Apt => ({ prefix, options: [], archives: '/var/cache/apt/archives' });

/** The failure for packages that are required, with what somebody can do. */
export const notInstalled = (list: string, why: string) =>
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
async function install(
  apt: Apt,
  packages: string[],
  report: (state: string) => void,
): Promise<string | undefined> {
  const ownPolicy = apt.prefix.length === 0 && !existsSync(policy);
  if (ownPolicy) writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    return await installPackages(apt, packages, report);
  } finally {
    if (ownPolicy) rmSync(policy, { force: true });
  }
}
