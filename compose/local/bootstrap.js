// Runs a TypeScript file with Node 24, which npm installs as a package: `node bootstrap.js FILE [ARGUMENT…]`.
// This file is plain JavaScript, because it must run on any Node that the machine has.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { findNode, installNpmPackages } from './install/npm-packages.js';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Aborts at the first signal, and when npm has been killed, after which this process has another parent. */
const stopping = new AbortController();
/** The number of the signal that has come last; 0 when none has. */
let signalled = 0;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => {
    signalled = constants.signals[signal];
    stopping.abort();
  });
const parent = process.ppid;
const watch = setInterval(() => {
  if (process.ppid !== parent) stopping.abort();
}, 500);

await installNpmPackages(root, stopping.signal);
if (stopping.signal.aborted) process.exit(128 + signalled);
const [file, ...rest] = process.argv.slice(2);
// kafkajs causes the second warning with a timer in the past.
const nodeOptions = ['ExperimentalWarning', 'TimeoutNegativeWarning'].map(
  (warning) => `--disable-warning=${warning}`,
);
const child = spawn(findNode(root), [...nodeOptions, join(root, file), ...rest], {
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
});
// The child also stops when the IPC channel closes, because this process has been killed.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
stopping.signal.addEventListener('abort', () => {
  if (signalled === 0 && child.connected) child.disconnect();
});
child.on('exit', (code, signal) => {
  clearInterval(watch);
  process.exit(code ?? 128 + constants.signals[signal]);
});
