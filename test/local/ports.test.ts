import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { openFrontDoorSocket } from '#compose/local/front-door-socket';
import { freePort, isFree, openPort } from '#compose/local/ports';
import { startProcess } from '#compose/local/process';
import { isAlive } from '#shared/process/is-alive';
import { eventually } from '#test/harness/eventually';

/** What a copy prints. */
interface Started {
  port: number;
  ports: number[];
  failed?: string;
}

interface Copy {
  name: string;
  child: ChildProcess;
  started: Promise<Started>;
}

const copies: Copy[] = [];
const folder = mkdtempSync(join(tmpdir(), 'copies-'));
chmodSync(folder, 0o777);
after(() => {
  for (const { child } of copies) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** The user `nobody`; root only can start processes of another user. */
const nobody = 65_534;
const isRoot = process.getuid?.() === 0;

/** Starts a copy; each has a temporary folder of its own, and some are of another user. */
function startCopy(name: string, first: number, chosen: boolean, otherUser: boolean): Copy {
  const script = join(import.meta.dirname, 'a-copy.ts');
  const tmp = mkdtempSync(join(folder, 'tmp-'));
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', script, name, `${first}`, chosen ? 'chosen' : 'next'],
    {
      env: { PATH: process.env.PATH, HOME: tmp, TMPDIR: tmp },
      stdio: ['pipe', 'pipe', 'inherit'],
      ...(otherUser && isRoot ? { uid: nobody, gid: nobody } : {}),
    },
  );
  let text = '';
  child.stdout.on('data', (part: Buffer) => {
    text += part;
  });
  const started = eventually(() => {
    assert.match(text, /\n/);
    return JSON.parse(text) as Started;
  }, 30_000);
  const copy = { name, child, started };
  copies.push(copy);
  return copy;
}

const answerAt = async (port: number): Promise<{ copy: string; pid: number }> =>
  (await (await fetch(`http://127.0.0.1:${port}`)).json()) as { copy: string; pid: number };

async function occupied(): Promise<{ server: Server; port: number }> {
  const server = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, port: (server.address() as AddressInfo).port };
}

describe('copies that start at the same time', () => {
  it('share no port, answer at their own doors only, and keep them when the doors crash', async () => {
    const first = await freePort();
    const running = [0, 1, 2, 3].map((n) => startCopy(`copy ${n}`, first, false, n % 2 === 1));
    const started = await Promise.all(running.map((copy) => copy.started));
    const all = started.flatMap(({ port, ports }) => [port, ...ports]);
    assert.equal(new Set(all).size, all.length);
    for (const [n, { name, child }] of running.entries()) {
      const port = started[n]?.port ?? 0;
      assert.ok(port >= first && port < first + 50, 'the next free ports are taken');
      const before = await answerAt(port);
      assert.equal(before.copy, name);
      child.stdin?.write('crash\n');
      // No request is refused meanwhile: it waits for the next door.
      const pids = new Set([before.pid]);
      await eventually(async () => {
        const answer = await answerAt(port).catch((error: Error) => {
          // Only the connection to the door that was killed may break.
          assert.match(String(error.cause), /ECONNRESET|other side closed|socket hang up/);
          throw error;
        });
        assert.equal(answer.copy, name);
        pids.add(answer.pid);
        assert.equal(pids.size, 2);
      });
    }
  });

  it('and want the same port: one has it, the others say so', async () => {
    const first = await freePort();
    const running = [0, 1, 2].map((n) => startCopy(`copy ${n}`, first, true, n === 1));
    const started = await Promise.all(running.map((copy) => copy.started));
    const failed = started.flatMap((each) => each.failed ?? []);
    assert.equal(failed.length, 2);
    for (const text of failed) assert.match(text, new RegExp(`Port ${first} \\(the door\\) is taken`));
    const winner = running[started.findIndex((each) => each.failed === undefined)];
    assert.equal((await answerAt(first)).copy, winner?.name);
  });
});

describe('a port', () => {
  it('in use is an error with the remedy where the user chose it, else it is skipped', async () => {
    const { server, port } = await occupied();
    const open = (chosen: number | undefined) =>
      openPort({ chosen, first: port, purpose: 'the page' }, openFrontDoorSocket);
    await assert.rejects(open(port), /Port \d+ \(the page\) is taken. Choose others with --port/);
    const socket = await open(undefined);
    assert.ok(socket.port > port);
    assert.equal(await isFree(socket.port), false);
    await socket.close();
    assert.equal(await isFree(socket.port), true);
    server.close();
  });

  it('of a front door that does not run yet keeps the requests for it', async () => {
    const socket = await openFrontDoorSocket(await freePort());
    const answer = answerAt(socket.port);
    const running = await startProcess({
      name: 'the door',
      command: process.execPath,
      args: ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, 'a-front-door.ts')],
      env: { ...process.env, COPY: 'mine' },
      socket: socket.fd,
      ready: 'told',
    });
    assert.deepEqual(await answer, { copy: 'mine', pid: running.pid });
    await running.stop();
    await socket.close();
  });
});

const node = (script: string) => ({
  name: 'a server',
  command: process.execPath,
  args: ['-e', script],
  env: process.env,
});

describe('a server of another program', () => {
  it('on the port of one of ours is not taken for it', async () => {
    const { server, port } = await occupied();
    const listens = node(`require('net').createServer().listen(${port}, '127.0.0.1')`);
    await assert.rejects(
      startProcess({ ...listens, port, readyWithinMs: 200 }),
      new RegExp(`a server cannot start: another program listens on its port ${port}`),
    );
    const start = startProcess({ ...listens, port });
    server.close();
    const running = await start;
    assert.equal(await isFree(port), false);
    await running.stop();
  });

  it('does not make ours ready when ours has ended', async () => {
    let pid: number | undefined;
    const start = startProcess({
      ...node('console.log(process.pid); process.exitCode = 3'),
      onLine: (line) => {
        pid = Number(line);
      },
      ready: async () => assert.ok(pid !== undefined && !isAlive(pid)),
    });
    await assert.rejects(start, /a server ended with exit code 3/);
  });

  it('does not make ready what tells that by itself', async () => {
    const told = { ...node('setTimeout(() => process.send("ready"), 50); setInterval(() => {}, 1000)') };
    const running = await startProcess({ ...told, ready: 'told' });
    await running.stop();
    await assert.rejects(
      startProcess({ ...node('setInterval(() => {}, 1000)'), ready: 'told', readyWithinMs: 200 }),
      /is not ready after 0.2 s/,
    );
  });
});
