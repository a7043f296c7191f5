// Runs a TypeScript file on Node 24, which npm brings: `node bootstrap.js FILE [ARGUMENT…]`.
// Plain JavaScript, because it has to work on whatever Node the machine has.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const wanted = 24;

/** Ends with the exit code for "something that is needed is missing". */
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
      'The npm packages could not be installed. Needed: network access to an npm registry.',
      `To try by hand:  cd ${root} && npm ci --ignore-scripts`,
    );
  }
  process.stderr.write(`Installed the npm packages in ${Math.round((Date.now() - from) / 1000)} s.\n`);
}

/** The first Node of at least the wanted version: the one from npm, then this one. */
function findNode() {
  for (const node of [join(root, 'node_modules', '.bin', 'node'), process.execPath]) {
    const { stdout } = spawnSync(node, ['--version'], { encoding: 'utf8' });
    if (Number(/^v(\d+)/.exec(stdout ?? '')?.[1]) >= wanted) return node;
  }
  return exitMissing(
    `Node ${wanted} or newer is needed; this is ${process.version}, and npm has none for ${process.platform} ${process.arch}.`,
    `Install Node ${wanted} from your system's packages and run the same command again.`,
  );
}

installPackages();
const [file, ...rest] = process.argv.slice(2);
// The second is kafkajs's, of a timer that is due already.
const quiet = ['ExperimentalWarning', 'TimeoutNegativeWarning'].map(
  (warning) => `--disable-warning=${warning}`,
);
const child = spawn(findNode(), [...quiet, join(root, file), ...rest], {
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
});
// The child stops when this process asks it to, or when this process is gone (it watches the IPC channel).
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
