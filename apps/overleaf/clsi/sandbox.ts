import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { log } from '#shared/observe/log';
import { config } from './config.ts';
import { fileBytes, type Limits, processes } from './limits.ts';

/** A command line that may do no more than its limits allow. */
export interface Confined {
  command: string;
  args: string[];
  env: Record<string, string>;
}

/** The folder as the programs of a run see it inside the sandbox. */
const inside = '/compile';

/** Shows what the machine, or the system in PROGRAMS_ROOT, has there. */
const show = (option: '--ro-bind' | '--ro-bind-try', paths: string[]): string[] =>
  paths.flatMap((path) => [option, `${config.PROGRAMS_ROOT}${path}`, path]);

/** All that TeX needs of the machine besides the compile folder; no users, no services, no projects. */
const readable = [
  ...show('--ro-bind', ['/usr', '/bin', '/lib']),
  ...show('--ro-bind-try', ['/lib64']),
  ...['--dir', '/etc', '--dir', '/var/lib'],
  ...show('--ro-bind-try', ['/etc/texmf', '/var/lib/texmf', '/etc/fonts', '/etc/alternatives']),
];

/** No shell escape, and no file outside the compile folder and TeX's own, for TeX itself. */
const texEnvironment = {
  PATH: '/usr/bin:/bin',
  HOME: '/tmp',
  LANG: 'C.UTF-8',
  openin_any: 'p',
  openout_any: 'p',
  shell_escape: 'f',
  max_print_line: '1000',
};

const isRoot = process.getuid?.() === 0;

/** The user that runs the programs of a folder when this process is root; each folder has another one. */
export const userOf = (folder: string): number | undefined =>
  isRoot ? 200_000 + (createHash('sha1').update(folder).digest().readUInt32BE() % 1_000_000) : undefined;

/** Root needs no user namespace, and must become somebody else, because no limit of processes binds root. */
const namespaces = isRoot
  ? [
      ...['--unshare-ipc', '--unshare-pid', '--unshare-net', '--unshare-uts', '--unshare-cgroup-try'],
      ...['--cap-drop', 'ALL', '--cap-add', 'CAP_SETUID', '--cap-add', 'CAP_SETGID'],
    ]
  : ['--unshare-all'];

/**
 * The first process of the sandbox, whose end ends all others there. It waits for the program, so that the system counts the program's
 * CPU time for this service, and stays the user of bubblewrap, so that the end of bubblewrap ends it (bubblewrap's own one does not wait).
 */
const firstProcess = ['sh', '-c', '"$@"; exit "$?"', 'sh'];

const bwrap = (folder: string, argv: string[]): string[] => [
  ...namespaces,
  ...['--as-pid-1', '--die-with-parent', '--new-session', '--clearenv'],
  ...Object.entries(texEnvironment).flatMap(([name, value]) => ['--setenv', name, value]),
  ...readable,
  ...['--proc', '/proc', '--dev', '/dev', '--perms', '1777', '--tmpfs', '/tmp'],
  ...['--bind', folder, inside, '--chdir', inside, '--', ...firstProcess, ...argv],
];

/** Whether the kernel allows bubblewrap here; found out once, and said where it does not. */
export const hasSandbox: boolean = (() => {
  const { status, stderr, error } = spawnSync('bwrap', bwrap('/usr', ['true']), { encoding: 'utf8' });
  if (status === 0) return true;
  const cause = error?.message ?? stderr.trim();
  log.warn({ cause }, 'bubblewrap does not work here: compiles run without a sandbox, and without LuaTeX');
  return false;
})();

/** The path of a compile folder as the programs that run in it see it. */
export const seenFrom = (folder: string): string => (hasSandbox ? inside : folder);

/** The command line that runs a program in a folder, within limits and, where that works, in a sandbox. */
export function confined(folder: string, argv: string[], { seconds, memoryBytes }: Limits): Confined {
  const limits = [
    `--cpu=${Math.ceil(seconds) + 5}`,
    `--as=${memoryBytes}`,
    `--fsize=${fileBytes}`,
    '--core=0',
  ];
  if (!hasSandbox)
    return { command: 'prlimit', args: [...limits, '--', ...argv], env: { ...texEnvironment, HOME: folder } };
  const user = userOf(folder);
  const asUser =
    user === undefined
      ? []
      : ['setpriv', `--reuid=${user}`, `--regid=${user}`, '--clear-groups', '--no-new-privs', '--'];
  const all = [...asUser, 'prlimit', ...limits, `--nproc=${processes}`, '--', ...argv];
  return { command: 'bwrap', args: bwrap(folder, all), env: { PATH: process.env.PATH ?? '' } };
}
