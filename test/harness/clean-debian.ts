import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after } from 'node:test';
import { cacheFolder } from '#compose/local/install/cache';
import { run } from '#compose/local/install/command';
import type { Progress } from '#shared/cli/progress';

/** The releases of Debian in which tests start the applications: the current stable one and the one before. */
export const releases = { 12: 'bookworm', 13: 'trixie' } as const;

/** A minimal Debian with Node 20 and a clone of this repository, in which nobody has installed anything else. */
export interface CleanDebian {
  /** Runs a command of the shell in the clone, as root or as a user who may not become root; without `network`, no name has an address. */
  run(
    command: string,
    options?: { user?: 'root' | 'person'; network?: boolean },
  ): Promise<{ code: number; output: string }>;
}

const repository = join(import.meta.dirname, '..', '..');
const mirror = 'http://deb.debian.org/debian';
const certificates = '/etc/ssl/certs/ca-certificates.crt';
/** The folder of a minimal Debian. */
export const treeOf = (release: string): string => join(cacheFolder('clean-debian'), release);
/** The folder with Node 20 and npm. */
export const nodeFolder = (): string => cacheFolder('clean-debian', 'node');

/** Why there can be no clean Debian on this machine; false when there can. */
export const noCleanDebian = (): string | false => {
  if (process.getuid?.() !== 0) return 'only root can make a Debian to start in';
  return !existsSync(treeOf(releases[13])) && 'npm test installs the Debian to start in';
};

/** Makes the minimal Debians and a Node 20 with npm for them, in the cache folder, where they stay. */
export async function installCleanDebians(progress: Progress): Promise<void> {
  if (process.getuid?.() !== 0) return;
  for (const release of Object.values(releases).filter((name) => !existsSync(treeOf(name)))) {
    const unfinished = `${treeOf(release)}.${process.pid}`;
    await progress.step(`Making a minimal Debian ${release}`, () =>
      succeed('debootstrap', ['--variant=minbase', '--include=ca-certificates', release, unfinished, mirror]),
    );
    renameSync(unfinished, treeOf(release));
  }
  if (existsSync(join(nodeFolder(), 'node_modules', '.bin', 'npm'))) return;
  const packages = [`node-${process.platform}-${process.arch}@20`, 'npm@10'];
  const args = ['install', '--prefix', nodeFolder(), '--ignore-scripts', ...packages];
  await progress.step('Installing Node 20 for it', () => succeed('npm', args));
}

/** A new copy of a minimal Debian, which is removed after the tests of the file. */
export async function cleanDebian(release: string): Promise<CleanDebian> {
  const root = mkdtempSync(join(tmpdir(), `clean-debian-${release}-`));
  after(() => rmSync(root, { recursive: true, force: true }));
  await succeed('cp', ['-a', `${treeOf(release)}/.`, root]);
  await succeed('chroot', [root, 'useradd', '--create-home', 'person']);
  await succeed('git', ['clone', '--quiet', repository, join(root, 'home/person/diptych')]);
  await succeed('chroot', [root, 'chown', '-R', 'person:person', '/home/person']);
  mkdirSync(join(root, 'opt/node'));
  copyFileSync(certificates, join(root, certificates));
  writeFileSync(join(root, 'etc/hosts'), '127.0.0.1 localhost\n');
  return { run: (command, options) => runIn(root, command, options) };
}

/** Runs a command in namespaces of its own, so that its mounts and its processes end with it. */
async function runIn(
  root: string,
  command: string,
  { user = 'person', network = true }: { user?: string; network?: boolean } = {},
): Promise<{ code: number; output: string }> {
  // Loopback stays, which the services need.
  writeFileSync(join(root, 'etc/resolv.conf'), network ? readFileSync('/etc/resolv.conf') : '');
  const child = spawn(
    'unshare',
    [
      '--mount',
      '--pid',
      '--fork',
      '--kill-child',
      'sh',
      '-euc',
      enter,
      'sh',
      root,
      nodeFolder(),
      user,
      command,
    ],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env.PATH },
    },
  );
  const [[code], ...output] = await Promise.all([
    once(child, 'exit') as Promise<[number]>,
    text(child.stdout),
    text(child.stderr),
  ]);
  return { code, output: output.join('') };
}

// By pivot_root, because the kernel gives no user namespaces, which bubblewrap needs, to what runs in a chroot.
const enter = `
mount --bind "$1" "$1"
mount -t proc proc "$1/proc"
mount --rbind /dev "$1/dev"
mount --bind "$2" "$1/opt/node"
cd "$1"
pivot_root . mnt
cd /home/person/diptych
umount --lazy /mnt
exec setpriv --reuid="$3" --regid="$3" --clear-groups \
  env -i HOME="$(getent passwd "$3" | cut -d: -f6)" LANG=C.UTF-8 NODE_EXTRA_CA_CERTS=${certificates} \
  PATH=/opt/node/node_modules/.bin:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin \
  sh -c "$4"
`;

async function succeed(command: string, args: string[]): Promise<void> {
  const { ok, output } = await run(command, args);
  if (!ok) throw new Error(`${command} ${args.join(' ')} failed:\n${output.slice(-1000)}`);
}
