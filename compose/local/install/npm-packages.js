// Installs the npm packages, Node 24 among them. Plain JavaScript, because it must run on any Node that the machine has.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

const minVersion = 24;
/** Milliseconds within which the npm registry must answer. */
const registryMs = 10_000;

/** Prints the lines and ends with exit code 2, which means that a required program or package is missing. */
function exitMissing(...lines) {
  for (const line of lines) process.stderr.write(`${line}\n`);
  process.exit(2);
}

const npm = (root, args, options) =>
  spawnSync('npm', args, { cwd: root, shell: process.platform === 'win32', ...options });

/** Installs the packages of `package-lock.json`, unless they are newer than that file. */
export function installNpmPackages(root) {
  const lock = join(root, 'package-lock.json');
  const installed = join(root, 'node_modules', '.package-lock.json');
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return;
  requireWritable(root);
  process.stderr.write('Installing the npm packages (about 20 s, once) …\n');
  const from = Date.now();
  const silence = silenceOfRegistry(root);
  // Without the registry, npm's cache may still have all packages.
  const source = silence === undefined ? '--prefer-offline' : '--offline';
  const args = ['ci', '--ignore-scripts', '--loglevel=error', '--fetch-retries=1', source];
  const { status } = npm(root, args, { stdio: ['ignore', 2, silence === undefined ? 2 : 'ignore'] });
  if (status !== 0) {
    exitMissing(
      silence ?? 'The npm packages could not be installed.',
      `To install them by hand, with a network:  cd ${root} && npm ci --ignore-scripts`,
    );
  }
  process.stderr.write(`Installed the npm packages in ${Math.round((Date.now() - from) / 1000)} s.\n`);
}

function requireWritable(root) {
  for (const folder of [root, join(root, 'node_modules')].filter(existsSync)) {
    try {
      accessSync(folder, constants.W_OK);
    } catch ({ code }) {
      exitMissing(
        `The npm packages are not installed, and ${folder} is not writable for this user (${code}).`,
        'Clone the repository into a folder of your own and run the same command there.',
      );
    }
  }
}

/** The reason why the npm registry cannot be used; undefined when it answers, with whatever status. */
function silenceOfRegistry(root) {
  const { status, stderr } = npm(root, ['ping', '--fetch-retries=0', '--loglevel=notice'], {
    encoding: 'utf8',
    timeout: registryMs,
  });
  const code = /code (\S+)/.exec(stderr ?? '')?.[1] ?? `silent for ${registryMs / 1000} s`;
  if (status === 0 || /^E\d+$/.test(code)) return undefined;
  const registry = /PING (\S+)/.exec(stderr ?? '')?.[1] ?? 'of its settings';
  return `The npm packages are not installed, and the npm registry ${registry} does not answer (${code}).`;
}

/** The path of a Node that is new enough: the one that npm installed, or the one that runs this file. */
export function findNode(root) {
  const packaged = ['node', 'node-bin'].map((name) => `${name}-${process.platform}-${process.arch}`);
  // npm 10 makes no link to it in node_modules/.bin.
  const paths = packaged.map((name) => join(root, 'node_modules', name, 'bin', 'node'));
  for (const node of [...paths, process.execPath]) {
    const { stdout } = spawnSync(node, ['--version'], { encoding: 'utf8' });
    if (Number(/^v(\d+)/.exec(stdout ?? '')?.[1]) >= minVersion) return node;
  }
  return exitMissing(
    `Node ${minVersion} or newer is required; this is ${process.version}, and npm has no Node for ${process.platform} ${process.arch}.`,
    `Install Node ${minVersion} from your system's packages and run the same command again.`,
  );
}
