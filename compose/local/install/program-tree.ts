import { existsSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Program } from '#shared/app/program';
import type { Progress } from '#shared/cli/progress';
import { downloadPackages } from './apt.ts';
import { cacheFolder } from './cache.ts';
import { run } from './command.ts';
import { findProgram, programEnvironment } from './find.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { type Packages, packagesIn } from './packages.ts';
import { requireSpace } from './space.ts';
import { unprivilegedApt } from './unprivileged-apt.ts';

/** What lets a user without root rights run programs in a tree as if it were the machine. */
export const bubblewrap: Program = { command: 'bwrap', debian: 'bubblewrap' };

const root = (): string => join(cacheFolder('debian'), 'programs');

/** The folder of the commands that run the programs of the tree from outside. */
const commandsIn = (tree: string): string => join(tree, 'commands');

/** Whether the tree has a program. */
export const isInProgramTree = ({ command }: Program): boolean =>
  existsSync(join(commandsIn(root()), command));

/**
 * The variables with which services find what `installProgramTree` has installed; none where nothing is. `PROGRAMS_ROOT` is the root
 * folder of the tree, for a service with a sandbox of its own.
 */
export const programTreeEnvironment = (): Record<string, string> =>
  existsSync(root()) ? { PATH: `${process.env.PATH}:${commandsIn(root())}`, PROGRAMS_ROOT: root() } : {};

/**
 * Installs programs of services for a user without root rights. To unpack them is not enough, because Debian sets them up in folders
 * of the system. So they get a small Debian of their own in the cache folder, and bubblewrap, which must be there, lets them see it as
 * the system. Resolves with the reason when it fails.
 */
export async function installProgramTree(
  programs: Program[],
  progress: Progress,
): Promise<string | undefined> {
  const work = async (): Promise<string | undefined> => {
    if (programs.every(isInProgramTree)) return undefined;
    const allowed = await run(bwrap(), ['--ro-bind', '/', '/', ...view, 'true'], programEnvironment());
    if (!allowed.ok) return `bubblewrap does not work for this user: ${allowed.output.trim()}`;
    const apt = unprivilegedApt('programs-apt', '');
    const names = ['?essential', ...programs.flatMap(({ debian, data = [] }) => [debian, ...data])];
    const notDownloaded = await downloadPackages(apt, names, progress);
    if (notDownloaded !== undefined) return notDownloaded;
    const packages = await packagesIn(apt.archives);
    if (typeof packages === 'string') return packages;
    requireSpace(apt.archives, packages.installedBytes, 'Unpacking');
    const why = await progress.step('Installing programs of services without root', (report) =>
      makeTree(packages, programs, report),
    );
    if (why === undefined) rmSync(apt.archives, { recursive: true });
    return why;
  };
  return await oneAtATime('Debian programs', work, () =>
    progress.line('Waiting for another run, which installs programs of services'),
  );
}

async function makeTree(
  { files, records }: Packages,
  programs: Program[],
  report: (state: string) => void,
): Promise<string | undefined> {
  const tree = `${root()}.new`;
  rmSync(tree, { recursive: true, force: true });
  for (const folder of ['bin', 'sbin', 'lib', 'lib64']) {
    mkdirSync(join(tree, 'usr', folder), { recursive: true });
    symlinkSync(join('usr', folder), join(tree, folder));
  }
  for (const [index, file] of files.entries()) {
    report(`unpacking package ${index + 1} of ${files.length}`);
    const { ok, output } = await run('sh', ['-c', extract, file, tree]);
    if (!ok) return output.trim();
  }
  mkdirSync(join(tree, 'var/lib/dpkg'), { recursive: true });
  writeFileSync(join(tree, 'var/lib/dpkg/status'), records);
  for (const line of programs.flatMap(({ setUp = [] }) => setUp)) {
    report(line);
    const { ok, output } = await inside(tree, line);
    if (!ok) return `${line}: ${output.trim().slice(-1000)}`;
  }
  writeCommands(commandsIn(tree), programs);
  rmSync(root(), { recursive: true, force: true });
  renameSync(tree, root());
  return undefined;
}

/** Unpacks the package `$0` in the folder `$1`, where links to folders stay. */
const extract =
  'dpkg-deb --fsys-tarfile "$0" | tar --extract --no-same-owner --keep-directory-symlink --directory "$1"';

const bwrap = (): string => findProgram(bubblewrap) ?? bubblewrap.command;

const view = ['--unshare-all', '--die-with-parent', '--proc', '/proc', '--dev', '/dev', '--tmpfs', '/tmp'];

/** Runs a line of a shell in a tree as its root. */
const inside = (tree: string, line: string) => {
  const asRoot = ['--uid', '0', '--gid', '0', '--clearenv', '--setenv', 'HOME', '/tmp'];
  const path = ['--setenv', 'PATH', '/usr/sbin:/usr/bin'];
  const args = ['--bind', tree, '/', ...view, ...asRoot, ...path, 'sh', '-c', line];
  return run(bwrap(), args, programEnvironment());
};

/** A text as one word of a shell. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** Writes, for each program, a command that runs it in the tree and can be called from everywhere; and one for bubblewrap. */
function writeCommands(folder: string, programs: Program[]): void {
  mkdirSync(folder);
  const { LD_LIBRARY_PATH = '' } = programEnvironment();
  const write = (command: string, line: string): void =>
    writeFileSync(join(folder, command), `#!/bin/sh\n${line}\n`, { mode: 0o755 });
  const outside = join(commandsIn(root()), bubblewrap.command);
  write(bubblewrap.command, `LD_LIBRARY_PATH=${quoted(LD_LIBRARY_PATH)} exec ${quoted(bwrap())} "$@"`);
  for (const { command } of programs)
    write(
      command,
      `exec ${quoted(outside)} --ro-bind ${quoted(root())} / ${view.join(' ')} -- ${command} "$@"`,
    );
}
