import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { openDataFolder } from '#compose/local/data';
import { installDebian } from '#compose/local/install/debian';
import { readOptions } from '#compose/local/options';
import { startProcess } from '#compose/local/process';
import { supervise } from '#compose/local/supervise';
import type { Failure } from '#shared/cli/failure';
import { createProgress } from '#shared/cli/progress';
import { eventually } from '#test/harness/eventually';

const node = (script: string) => ({
  name: 'a server',
  command: process.execPath,
  args: ['-e', script],
  env: process.env,
});
const stay = 'setInterval(() => {}, 1000);';

describe('the arguments of npm start', () => {
  it('start Robot Shop in both forms when no application is named, wherever it is in the list', () => {
    for (const known of [
      ['robot-shop', 'social-network'],
      ['guestbook', 'social-network', 'robot-shop'],
    ]) {
      const options = readOptions([], known);
      assert.deepEqual(options.apps, ['robot-shop']);
      assert.deepEqual(options.forms, ['microservice', 'serverless']);
    }
  });

  it('give an error with the wrong value and the valid ones', () => {
    assert.throws(
      () => readOptions(['--form', 'vm'], ['robot-shop']),
      /--form vm: must be one of both, microservice, serverless/,
    );
    assert.throws(
      () => readOptions(['--port', '0'], ['robot-shop']),
      /--port 0: must be a whole number from 1/,
    );
    assert.throws(() => readOptions(['--docker', '--local'], ['robot-shop']), /exclude each other/);
    assert.throws(
      () => readOptions(['--docker', '--scale', 'payment'], ['robot-shop']),
      /--scale payment is not SERVICE=N, for example payment=2/,
    );
    assert.throws(() => readOptions(['--frm', 'both'], ['robot-shop']), /--frm/);
    for (const placement of ['fuse', 'toString', '__proto__', ''])
      assert.throws(
        () => readOptions(['--placement', placement], ['robot-shop']),
        /^Failure: --placement .*: must be one of platform,/,
      );
  });
});

describe('a process of the runner', () => {
  it('that ends before it is ready gives an error with its last lines of output', async () => {
    const start = startProcess({
      ...node('console.error("the disk is full"); process.exit(3)'),
      ready: () => Promise.reject(new Error('not yet')),
    });
    await assert.rejects(start, / +the disk is full\na server ended with exit code 3: the disk is full$/);
  });

  it('that is not ready in time is stopped and gives an error', async () => {
    const start = startProcess({
      ...node(stay),
      readyWithinMs: 200,
      ready: () => Promise.reject(new Error('no')),
    });
    await assert.rejects(start, /a server is not ready after 0.2 s/);
  });

  it('that ignores SIGTERM is killed', async () => {
    let hasLogged = false;
    const running = await startProcess({
      ...node(`process.on('SIGTERM', () => {}); console.log('here'); ${stay}`),
      onLine: () => {
        hasLogged = true;
      },
      ready: async () => assert.ok(hasLogged),
      stopWithinMs: 100,
    });
    await running.stop();
    assert.equal(await running.ended, 'was ended by SIGKILL');
  });

  it('is restarted after a crash, and three crashes in a row are fatal', async () => {
    const lines: string[] = [];
    let reason = '';
    const launch = () => startProcess({ ...node(stay), ready: async () => undefined });
    const supervised = await supervise(
      'a server',
      launch,
      (line) => lines.push(line),
      (why) => {
        reason = why;
      },
    );
    const first = supervised.pid();
    supervised.crash();
    await eventually(() =>
      assert.deepEqual(lines, ['a server was ended by SIGKILL; starting it again', 'a server runs again']),
    );
    assert.notEqual(supervised.pid(), first);
    supervised.crash();
    await eventually(() => assert.equal(lines.length, 4));
    supervised.crash();
    await eventually(() => assert.match(reason, /3 times in a row/));
    await supervised.stop();
  });

  it('counts crashes anew when somebody has stopped it and started it', async () => {
    const lines: string[] = [];
    const reasons: string[] = [];
    const launch = () => startProcess({ ...node(stay), ready: async () => undefined });
    const supervised = await supervise(
      'a server',
      launch,
      (line) => lines.push(line),
      (why) => reasons.push(why),
    );
    for (const crash of [1, 2, 3]) {
      supervised.crash();
      await eventually(() => assert.equal(lines.length, 2 * crash));
      await supervised.stop();
      await supervised.start();
    }
    assert.deepEqual(reasons, []);
    await supervised.stop();
  });
});

describe('a Debian package', () => {
  it('that cannot be installed gives an error with the command and the alternatives, and exit code 2', async () => {
    const silent = createProgress(() => undefined);
    await assert.rejects(installDebian(['no-such-package-of-diptych'], silent), (error: Failure) => {
      assert.equal(error.exitCode, 2);
      assert.match(error.message, /apt-get install -y --no-install-recommends no-such-package-of-diptych/);
      assert.match(error.message, /npm start -- --docker/);
      assert.ok(error.message.split('\n').length < 24, 'fits on one screen');
      return true;
    });
  });
});

describe('the data folder', () => {
  it('is removed at the end of the run, unless the user named it', () => {
    const own = openDataFolder(undefined);
    own.release();
    assert.ok(!existsSync(own.path));
    const path = mkdtempSync(join(tmpdir(), 'runner-test-'));
    openDataFolder(path).release();
    assert.ok(existsSync(path));
    rmSync(path, { recursive: true });
  });

  it('opens where other users have left folders of runs, also under the names of this user', {
    skip: process.getuid?.() !== 0 && 'only root can start a process of another user',
  }, () => {
    const path = mkdtempSync(join(tmpdir(), 'runner-test-'));
    chmodSync(path, 0o777);
    const left = [
      'diptych-root-data-999999999-left',
      'diptych-nobody-ow-999999999-left',
      'diptych-999999-left',
    ];
    for (const name of left) mkdirSync(join(path, name), { mode: 0o700 });
    mkdirSync(join(path, 'diptych-nobody-data-999999999-own'));
    chownSync(join(path, 'diptych-nobody-data-999999999-own'), 65_534, 65_534);
    const script = `
      import { openDataFolder } from '#compose/local/data';
      import { startPlatform } from '#wsk/platform/platform';
      openDataFolder().release();
      await (await startPlatform({ namespaces: {} })).close();`;
    const args = ['--disable-warning=ExperimentalWarning', '--input-type=module-typescript', '-e', script];
    const env = { PATH: process.env.PATH, TMPDIR: path };
    const nobody = { uid: 65_534, gid: 65_534 };
    const { status, stderr } = spawnSync(process.execPath, args, { env, encoding: 'utf8', ...nobody });
    assert.equal(status, 0, stderr);
    assert.deepEqual(readdirSync(path).sort(), left.sort(), 'only the folder of this user has been removed');
    rmSync(path, { recursive: true });
  });

  it('that cannot be made is refused in a sentence', () => {
    const path = mkdtempSync(join(tmpdir(), 'runner-test-'));
    writeFileSync(join(path, 'file'), '');
    const below = join(path, 'file', 'data');
    assert.throws(
      () => openDataFolder(below),
      /^Failure: --data .*: this folder cannot be used \(.*\)\. Name one in which you may make files\.$/,
    );
    rmSync(path, { recursive: true });
  });

  it('is used by one run at a time', () => {
    const path = mkdtempSync(join(tmpdir(), 'runner-test-'));
    const first = openDataFolder(path);
    assert.throws(() => openDataFolder(path), new RegExp(`${path} is in use by process ${process.pid}`));
    first.release();
    openDataFolder(path).release();
    rmSync(path, { recursive: true });
  });
});
