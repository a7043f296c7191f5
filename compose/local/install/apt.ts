import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Progress } from '#shared/cli/progress';
import { run } from './command.ts';
import { megabytes, requireSpace } from './space.ts';

/** How `apt-get` is called. */
export interface Apt {
  /** The words before its name, for example `sudo`. */
  prefix: string[];
  options: string[];
  /** The folder into which it downloads packages. */
  archives: string;
}

/** Milliseconds without a byte after which a registry counts as silent. */
const silentMs = 15_000;
const settings = (values: Record<string, string>): string[] =>
  Object.entries(values).flatMap(([key, value]) => ['-o', `${key}=${value}`]);
const always = settings({
  'Acquire::Retries': '0',
  'Acquire::http::Timeout': '10',
  'Acquire::https::Timeout': '10',
  // Else an update that reaches no registry counts as done.
  'APT::Update::Error-Mode': 'any',
  'APT::Status-Fd': '1',
});
const environment = { DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C.UTF-8' };

/** The packages as arguments of `apt-get`. */
const install = (packages: string[]): string[] => ['install', '-y', '--no-install-recommends', ...packages];

/**
 * Downloads packages and those that they depend on, without installing them; updates the lists of packages when they are too old for
 * that. Resolves with the reason when it fails. Throws a failure when the disk is too small.
 */
export async function downloadPackages(
  apt: Apt,
  packages: string[],
  progress: Progress,
): Promise<string | undefined> {
  const why = await downloadListed(apt, packages, progress);
  if (why === undefined || noAnswer.test(why)) return why;
  return (
    (await progress.step('Updating the lists of Debian packages', () => runApt(apt, ['update']))) ??
    (await downloadListed(apt, packages, progress))
  );
}

/** Reasons for which an update would fail too. */
const noAnswer = /resolv|connect|timed out|silent/i;

async function downloadListed(apt: Apt, packages: string[], progress: Progress): Promise<string | undefined> {
  const [command, args] = commandOf(apt, ['-qq', '--print-uris', ...install(packages)]);
  const { ok, output } = await run(command, args, environment);
  if (!ok) return reasonIn(output.split('\n'));
  const sizes = [...output.matchAll(/^'.+?' \S+ (\d+) /gm)].map(([, bytes]) => Number(bytes));
  const total = sizes.reduce((sum, bytes) => sum + bytes, 0);
  if (total === 0) return undefined;
  const title = `Downloading ${sizes.length} Debian packages (${megabytes(total)} MB)`;
  requireSpace(apt.archives, total, title);
  return await progress.step(title, (report) =>
    runApt(apt, ['--download-only', ...install(packages)], (phase, percent) => {
      if (phase === 'dl') report(`${megabytes((total * percent) / 100)} MB`);
    }),
  );
}

/** Installs packages that are downloaded. Resolves with the reason when it fails. */
export const installPackages = (
  apt: Apt,
  packages: string[],
  report: (state: string) => void,
): Promise<string | undefined> =>
  runApt(apt, install(packages), (phase, percent) => {
    if (phase === 'pm') report(`installing, ${Math.round(percent)} %`);
  });

function commandOf({ prefix, options }: Apt, args: string[]): [string, string[]] {
  const [command = 'apt-get', ...rest] = [...prefix, 'apt-get', ...options, ...args];
  return [command, rest];
}

/** Runs `apt-get`, and stops it when a download makes no progress. Resolves with the reason when it fails. */
function runApt(
  apt: Apt,
  args: string[],
  onProgress: (phase: string, percent: number) => void = () => undefined,
): Promise<string | undefined> {
  const [command, rest] = commandOf(apt, [...always, ...args]);
  return new Promise((resolve) => {
    const child = spawn(command, rest, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...environment },
    });
    const lines: string[] = [];
    let [last, isSilent]: [string, boolean] = ['', false];
    let silence: NodeJS.Timeout | undefined;
    const stop = (): void => {
      isSilent = true;
      child.kill();
    };
    const read = (line: string): void => {
      const [, phase, percent = ''] = /^(dl|pm)status:[^:]*:([\d.]+):/.exec(line) ?? [];
      if (phase === undefined) {
        lines.push(line);
        return;
      }
      onProgress(phase, Number(percent));
      // apt-get repeats the state of a download that waits.
      if (phase === 'dl' && percent === last) return;
      clearTimeout(silence);
      last = percent;
      if (phase === 'dl' && Number(percent) < 100) silence = setTimeout(stop, silentMs);
    };
    for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on('line', read);
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code) => {
      clearTimeout(silence);
      if (isSilent) resolve(silenceOf(apt));
      else resolve(code === 0 ? undefined : reasonIn(lines));
    });
  });
}

/** The reason when nothing comes from the registries in this system's list of sources. */
async function silenceOf(apt: Apt): Promise<string> {
  const { output } = await run(...commandOf(apt, ['--print-uris', 'update']), environment);
  const hosts = [...output.matchAll(/^'\w+:\/\/([^/]+)\//gm)].map(([, host]) => host);
  return `${[...new Set(hosts)].join(', ')}: silent for ${silentMs / 1000} s`;
}

/** The line of output that says most about why `apt-get` failed. */
function reasonIn(lines: string[]): string {
  const patterns = [/^E: Failed to fetch/, /^E:/, /^Err:/, /^(W:|dpkg)/, /./];
  const found = patterns.map((pattern) => lines.findLast((line) => pattern.test(line)));
  return found.find((line) => line !== undefined)?.trim() ?? 'apt-get gave no reason';
}
