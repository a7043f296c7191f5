// What a person reads who has no network, or may not write to the folder of the repository.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, describe, it } from 'node:test';
import { installDebian } from '#compose/local/install/debian';
import { createProgress } from '#shared/cli/progress';

const repository = join(import.meta.dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'registries-test-'));
const clone = join(folder, 'clone');
/** Seconds: 20 is promised on a quiet machine, npm's own retries take 240. */
const limitS = 60;
const isRoot = process.getuid?.() === 0;
/** A server that accepts connections and never answers. */
const silentServer = createServer();
let silentUrl = '';

before(async () => {
  silentServer.listen(0, '127.0.0.1');
  await once(silentServer, 'listening');
  silentUrl = `http://127.0.0.1:${(silentServer.address() as AddressInfo).port}`;
  const files = ['package.json', 'package-lock.json', 'compose/local/bootstrap.js'];
  for (const file of [...files, 'compose/local/install/npm-packages.js'])
    cpSync(join(repository, file), join(clone, file));
});
after(() => {
  silentServer.close();
  chmodSync(clone, 0o755);
  rmSync(folder, { recursive: true });
});

/** What `npm start` prints and answers in a fresh clone, and after how many seconds. */
async function firstStart(prefix: string[], env: Record<string, string> = {}) {
  const from = performance.now();
  const [command = '', ...args] = [...prefix, process.execPath, join(clone, 'compose/local/bootstrap.js')];
  const child = spawn(command, [...args, 'compose/local/start.ts'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, npm_config_cache: join(folder, 'npm'), ...env },
  });
  const [[code], output] = await Promise.all([once(child, 'exit') as Promise<[number]>, text(child.stderr)]);
  return { code, output, seconds: (performance.now() - from) / 1000 };
}

describe('the first start', { concurrency: true }, () => {
  it('without a network names the npm registry', {
    skip: !isRoot && 'only root can take the network from a process',
  }, async () => {
    const { code, output, seconds } = await firstStart(['unshare', '--net']);
    assert.equal(code, 2);
    assert.match(output, /the npm registry https:\/\/registry.npmjs.org\/ does not answer \(E[A-Z_]+\)/);
    assert.ok(seconds < limitS, `${seconds} s`);
  });

  it('with an npm registry that is silent names it', async () => {
    const { code, output, seconds } = await firstStart([], { npm_config_registry: silentUrl });
    assert.equal(code, 2);
    assert.match(output, new RegExp(`the npm registry ${silentUrl}/? does not answer \\(silent for 10 s\\)`));
    assert.ok(seconds < limitS, `${seconds} s`);
  });

  it('in a folder that is not writable says so, and nothing about the network', async () => {
    const readOnly = `mount --bind ${clone} ${clone}; mount -o remount,ro,bind ${clone}; exec "$@"`;
    if (!isRoot) chmodSync(clone, 0o555);
    const { code, output } = await firstStart(
      isRoot ? ['unshare', '--mount', 'sh', '-c', readOnly, 'sh'] : [],
    );
    assert.equal(code, 2);
    assert.match(output, /clone is not writable for this user \((EROFS|EACCES)\)/);
    assert.match(output, /Clone the repository into a folder of your own/);
    assert.doesNotMatch(output, /registry|network/);
  });

  it('with a Debian registry that is silent names it', async () => {
    const environment = { ...process.env };
    process.env.http_proxy = silentUrl;
    try {
      await assert.rejects(
        installDebian(
          ['cowsay'],
          createProgress(() => undefined),
        ),
        /could not be installed: cowsay\n +why: +.*[a-z]\.[a-z]+.*: silent for 15 s/,
      );
    } finally {
      process.env = environment;
    }
  });
});
