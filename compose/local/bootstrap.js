// Runs a TypeScript file with Node 24, which npm installs as a package: `node bootstrap.js FILE [ARGUMENT…]`.
// This file is plain JavaScript, because it must run on any Node that the machine has.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { findNode, installNpmPackages } from './install/npm-packages.js';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

installNpmPackages(root);
const [file, ...rest] = process.argv.slice(2);
// kafkajs causes the second warning with a timer in the past.
const nodeOptions = ['ExperimentalWarning', 'TimeoutNegativeWarning'].map(
  (warning) => `--disable-warning=${warning}`,
);
const child = spawn(findNode(root), [...nodeOptions, join(root, file), ...rest], {
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
});
// The child stops at the signals that it gets from here, and when the IPC channel closes: because this process has been killed, or because
// npm has been killed, after which this process has another parent.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent && child.connected) child.disconnect();
}, 500);
child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
