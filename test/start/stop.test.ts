// Programs start the scripts and know the process of npm only. However it ends, the whole command ends.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { eventually } from '#test/harness/eventually';
import { alive, type NpmCommand, npmCommand, startCommand } from '#test/harness/npm-command';

const lastLine = ({ stderr }: NpmCommand): string | undefined => stderr().trim().split('\n').at(-1);

/** Runs a check with the command as a child, in a temporary folder of its own, which must be empty at the end. */
async function withTemporaryFolder(check: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'stop-'));
  await check(folder);
  await eventually(() => assert.deepEqual(readdirSync(folder), []));
  rmdirSync(folder);
}

describe('npm run openwhisk', { concurrency: 2 }, () => {
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGKILL'] as const) {
    it(`leaves nothing when npm gets ${signal}`, () =>
      withTemporaryFolder(async (folder) => {
        const command = npmCommand('openwhisk', ['--json', '--port', '0'], { TMPDIR: folder });
        const { apihost } = await command.json<{ apihost: string }>();
        const pids = command.pids();
        assert.ok(pids.length >= 3, `${pids.length} processes`);
        command.child.kill(signal);
        await eventually(() => assert.deepEqual(alive(pids), []), 5000);
        await assert.rejects(fetch(apihost));
      }));
  }

  it('leaves nothing when another process of the chain is told to stop or killed', () =>
    withTemporaryFolder(async (folder) => {
      for (const [text, signal] of [
        ['bootstrap.js', 'SIGTERM'],
        ['bootstrap.js', 'SIGKILL'],
        ['--disable-warning', 'SIGTERM'],
      ] as const) {
        const command = npmCommand('openwhisk', ['--json', '--port', '0'], { TMPDIR: folder });
        await command.json();
        const pids = command.pids();
        process.kill(command.pidOf(text), signal);
        await eventually(() => assert.deepEqual(alive(pids), []), 5000);
        await command.ended;
      }
    }));
});

describe('npm start, npm run check and npm run bench', { concurrency: 2 }, () => {
  for (const [script, least, ...args] of [
    ['start', 4],
    ['check', 3],
    ['bench', 4, 'platform'],
  ] as const)
    it(`end with what they are doing when npm gets SIGTERM: ${script}`, () =>
      withTemporaryFolder(async (folder) => {
        const command = npmCommand(script, args, { TMPDIR: folder });
        const pids = await eventually(() => {
          const started = command.pids();
          assert.ok(started.length >= least, `${started.length} processes`);
          return started;
        }, 60_000);
        command.child.kill('SIGTERM');
        const end = await command.ended;
        assert.ok(end === 'SIGTERM' || end === 130, `${end}: ${command.stderr()}`);
        assert.equal(lastLine(command), 'Stopped by SIGTERM.');
        await eventually(() => assert.deepEqual(alive(pids), []), 5000);
      }));
});

describe('a start that fails', { concurrency: 2 }, () => {
  it('ends at once when the first component fails, and its last line says why', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'failing-'));
    mkdirSync(join(folder, 'redis/appendonlydir'), { recursive: true });
    writeFileSync(join(folder, 'redis/appendonlydir/appendonly.aof.manifest'), 'damaged');
    const command = startCommand(['--form', 'microservice', '--data', folder]);
    assert.equal(await command.ended, 1);
    assert.match(lastLine(command) ?? '', /^Redis ended with exit code 1: .*MANIFEST/);
    assert.doesNotMatch(command.stderr(), /Starting (RabbitMQ|MongoDB): done/);
    rmSync(folder, { recursive: true });
  });

  it('names a full disk in its last line', async (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'full-'));
    const mount = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'full', folder]);
    if (mount.status !== 0) {
      rmdirSync(folder);
      return t.skip('only root can mount a small disk');
    }
    const command = startCommand(['--form', 'microservice'], { TMPDIR: folder });
    assert.equal(await command.ended, 1);
    const remedy = 'make room there, or choose a folder on another disk with --data DIR or TMPDIR.';
    assert.match(lastLine(command) ?? '', new RegExp(`^The disk of ${folder}/.* is full: ${remedy}$`));
    assert.deepEqual(readdirSync(folder), []);
    spawnSync('umount', [folder]);
    rmdirSync(folder);
  });
});
