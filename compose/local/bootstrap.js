// Runs a TypeScript file with Node 24, which npm installs as a package: `node bootstrap.js FILE [ARGUMENT…]`.
// This file is plain JavaScript, because it must run on any Node that the machine has.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const minVersion = 24;

/** Prints the lines and ends with exit code 2, which means that a required program or package is missing. */
function exitMissing(...lines) {
  for (const line of lines) process.stderr.write(`${line}\n`);
  process.exit(2);
}

function installPackages() {
  const lock = join(root, 'package-lock.json');
  const installed = join(root, 'node_modules', '.package-lock.json');
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return;
  process.stderr.write('Installing the npm packages (about 20 s, once) …\n');
  const from = Date.now();
  const { status } = spawnSync('npm', ['ci', '--ignore-scripts', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    exitMissing(
      'The npm packages could not be installed. This needs network access to an npm registry.',
      `To install them by hand:  cd ${root} && npm ci --ignore-scripts`,
    );
  }
  process.stderr.write(`Installed the npm packages in ${Math.round((Date.now() - from) / 1000)} s.\n`);
}

/** The path of a Node that is new enough: the one that npm installed, or the one that runs this file. */
function findNode() {
  for (const node of [join(root, 'node_modules', '.bin', 'node'), process.execPath]) {
    const { stdout } = spawnSync(node, ['--version'], { encoding: 'utf8' });
    if (Number(/^v(\d+)/.exec(stdout ?? '')?.[1]) >= minVersion) return node;
  }
  return exitMissing(
    `Node ${minVersion} or newer is required; this is ${process.version}, and npm has no Node for ${process.platform} ${process.arch}.`,
    `Install Node ${minVersion} from your system's packages and run the same command again.`,
  );
}

installPackages();
const [file, ...rest] = process.argv.slice(2);
// kafkajs causes the second warning with a timer in the past.
const nodeOptions = ['ExperimentalWarning', 'TimeoutNegativeWarning'].map(
  (warning) => `--disable-warning=${warning}`,
);
const child = spawn(findNode(), [...nodeOptions, join(root, file), ...rest], {
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
});
// The child stops when this process forwards a signal, and when this process ends, because the IPC channel closes then.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
