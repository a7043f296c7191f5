// Installs the npm packages, Node 24 among them. Plain JavaScript, because it must run on any Node that the machine has.
import { spawn, spawnSync } from 'node:child_process';
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout } from 'node:timers/promises';

const minVersion = 24;
/** Milliseconds within which the npm registry must answer. */
const registryMs = 10_000;

/** Prints the lines and ends with exit code 2, which means that a required program or package is missing. */
function exitMissing(...lines) {
  for (const line of lines) process.stderr.write(`${line}\n`);
  process.exit(2);
}

/** Runs npm; resolves with its exit code, null when it was ended, and what it wrote to an error output that is a pipe. */
function npm(root, args, { stdio, signal, timeout }) {
  return new Promise((resolve) => {
    const child = spawn('npm', args, { cwd: root, shell: process.platform === 'win32', stdio, timeout });
    // npm goes on at other signals. What it leaves half-made is installed anew.
    const end = () => child.kill('SIGKILL');
    signal.addEventListener('abort', end);
    let errors = '';
    child.stderr?.on('data', (chunk) => {
      errors += chunk;
    });
    child.once('error', (error) => resolve({ code: 1, errors: error.message }));
    child.once('close', (code) => {
      signal.removeEventListener('abort', end);
      resolve({ code, errors });
    });
  });
}

/** Installs the packages of `package-lock.json`, unless they are newer than that file. Ends npm when `signal` aborts. */
export async function installNpmPackages(root, signal) {
  if (isInstalled(root)) return;
  requireWritable(root);
  const unlock = await lock(join(root, '.installing'), signal);
  try {
    if (!signal.aborted && !isInstalled(root)) await install(root, signal);
  } finally {
    unlock();
  }
}

function isInstalled(root) {
  const installed = join(root, 'node_modules', '.package-lock.json');
  return (
    existsSync(installed) && statSync(installed).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs
  );
}

async function install(root, signal) {
  process.stderr.write('Installing the npm packages (about 20 s, once) …\n');
  const from = Date.now();
  const silence = await silenceOfRegistry(root, signal);
  // Without the registry, npm's cache may still have all packages.
  const source = silence === undefined ? '--prefer-offline' : '--offline';
  const args = ['ci', '--ignore-scripts', '--loglevel=error', '--fetch-retries=1', source];
  const { code } = await npm(root, args, {
    stdio: ['ignore', 2, silence === undefined ? 2 : 'ignore'],
    signal,
  });
  if (signal.aborted) return;
  if (code !== 0) {
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

/** Waits until no other command installs here: two of them would break each other's packages. Returns what ends the lock. */
async function lock(folder, signal) {
  const owner = join(folder, 'pid');
  for (let told = false; !signal.aborted; await setTimeout(200)) {
    try {
      mkdirSync(folder);
      writeFileSync(owner, `${process.pid}`);
      return () => rmSync(folder, { recursive: true, force: true });
    } catch ({ code }) {
      if (code !== 'EEXIST') throw new Error(`${folder} cannot be created (${code})`);
    }
    const pid = existsSync(owner) ? Number(readFileSync(owner, 'utf8')) : 0;
    const isOld = Date.now() - statSync(folder, { throwIfNoEntry: false })?.mtimeMs > 2000;
    if (isOld && !isRunning(pid)) rmSync(folder, { recursive: true, force: true });
    else if (isOld && !told) {
      process.stderr.write(`The process ${pid} installs the npm packages; waiting for it …\n`);
      told = true;
    }
  }
  return () => {};
}

function isRunning(pid) {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch ({ code }) {
    return code === 'EPERM';
  }
}

/** The reason why the npm registry cannot be used; undefined when it answers, with whatever status. */
async function silenceOfRegistry(root, signal) {
  const args = ['ping', '--fetch-retries=0', '--loglevel=notice'];
  const { code, errors } = await npm(root, args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    signal,
    timeout: registryMs,
  });
  const reason = /code (\S+)/.exec(errors)?.[1] ?? `silent for ${registryMs / 1000} s`;
  if (code === 0 || /^E\d+$/.test(reason)) return undefined;
  const registry = /PING (\S+)/.exec(errors)?.[1] ?? 'of its settings';
  return `The npm packages are not installed, and the npm registry ${registry} does not answer (${reason}).`;
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
