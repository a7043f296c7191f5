import assert from 'node:assert/strict';
import { existsSync, globSync, mkdtempSync, readdirSync, rmdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import type { WarmRuns } from '#compose/local/measure-scenario';
import { eventually } from '#test/harness/eventually';
import { alive, startCommand } from '#test/harness/npm-command';
import { readyToPay } from '#test/robot-shop/client';

interface Started {
  apps: {
    'robot-shop': {
      microservice: {
        url: string;
        ok: boolean;
        totalMs: number;
        steps: Record<string, number>;
        warm: WarmRuns;
        services: Record<string, string>;
      };
      serverless: {
        url: string;
        ok: boolean;
        apihost: string;
        authFile: string;
        steps: Record<string, number>;
        warm: WarmRuns;
        placement: string;
      };
    };
  };
  components: Record<string, string>;
}

// Two at a time: they mostly wait for servers that start.
describe('npm start', { concurrency: 2 }, () => {
  it('--once runs the smoke scenario in both forms, prints one line of JSON, and leaves nothing running', async () => {
    const command = startCommand(['--once', '--json']);
    const started = await command.json<Started>();
    const { microservice, serverless } = started.apps['robot-shop'];
    for (const { ok, steps, warm } of [microservice, serverless]) {
      assert.equal(ok, true);
      const { least, median, greatest } = warm.totalMs;
      assert.ok(warm.runs >= 10 && least > 0 && least <= median && median <= greatest);
      assert.deepEqual(Object.keys(steps), ['Invocation', 'Init', 'Compute', 'Store', 'Gateway', 'Dispatch']);
      assert.ok(Object.values(steps).every((ms) => ms >= 0));
    }
    assert.match(microservice.services.cart ?? '', /^http:\/\/127\.0\.0\.1:\d+$/);
    assert.deepEqual(Object.keys(started.components).sort(), ['mongodb', 'mysql', 'rabbitmq', 'redis']);
    assert.equal(await command.ended, 0);
    assert.equal(command.stdout().trim().split('\n').length, 1, 'standard output has only the JSON');
    assert.equal(serverless.placement, 'platform');
    assert.match(
      command.stderr(),
      /Robot Shop: SubmitOrder\n\n( +microservice){2}( +serverless){2}\n( +first +warm){2}\n/,
    );
    assert.match(command.stderr(), /warm: the median of 10 runs .*; calls between actions: platform/);
    assert.ok(!existsSync(serverless.authFile));
  });

  it('restarts crashed processes, shares its servers with another run, and leaves nothing after Ctrl-C', async () => {
    const command = startCommand(['--json', '--port', '18310']);
    const started = await command.json<Started>();
    const { microservice, serverless } = started.apps['robot-shop'];
    assert.equal(microservice.url, 'http://127.0.0.1:18310');
    assert.equal(serverless.url, 'http://127.0.0.1:18311');
    process.kill(command.pidOf('cart/microservice.ts'), 'SIGKILL');
    process.kill(command.pidOf('redis-server'), 'SIGKILL');
    await eventually(() => assert.match(command.stderr(), /robot-shop\/cart \(microservice\) runs again/));
    await eventually(() => assert.match(command.stderr(), /Redis runs again/));
    for (const { url } of [microservice, serverless]) {
      const { shopper, cart } = await eventually(() => readyToPay(url), 20_000);
      await shopper.dispatched(await shopper.pay(cart));
    }
    const page = await (await fetch('http://127.0.0.1:18320/')).text();
    assert.match(page, /<html/i);
    for (const [path, text] of [
      ['log/robot-shop/microservice/cart.txt', /"service":"cart"/],
      ['log/robot-shop/serverless/cart.txt', /"service":"cart"/],
      ['contents/robot-shop/cart/', /microservice\.ts/],
      ['contents/robot-shop/cart/microservice.ts', /await listen/],
      ['contents/robot-shop/../../package.json', /There is no/],
    ] as const)
      assert.match(await (await fetch(`http://127.0.0.1:18320/${path}`)).text(), text);

    const second = startCommand(['--json', '--port', '18310']);
    assert.equal(await second.ended, 1);
    assert.match(second.stderr(), /Port 18310 .* is taken/);

    const { redis = '', mongodb = '', mysql = '', rabbitmq = '' } = started.components;
    const own = { REDIS_URL: redis, MONGO_URL: mongodb, MYSQL_URL: mysql, AMQP_URL: rabbitmq };
    const third = startCommand(['--once', '--json'], own);
    assert.deepEqual(
      (await third.json<Started>()).components,
      started.components,
      'uses the servers in the environment',
    );
    assert.equal(await third.ended, 0);
    assert.doesNotMatch(third.stderr(), /Starting (Redis|MongoDB|MySQL|RabbitMQ)/);

    const pids = command.pids();
    assert.ok(pids.length > 20, `${pids.length} processes`);
    command.interrupt();
    // After the command has ended, npm ends itself with the signal that it received.
    assert.ok([0, 'SIGINT'].includes(await command.ended));
    assert.match(command.stderr(), /Stopped; nothing is left behind/);
    await eventually(() => assert.deepEqual(alive(pids), []));
    assert.ok(!existsSync(dirname(serverless.authFile)), 'the data folder is removed');
    await claim(18310);
  });

  it('runs twice at the same time, in different temporary folders, and no copy answers for the other', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'copy-'));
    const copies = [{}, { TMPDIR: folder }].map((env) =>
      startCommand(['--json', '--form', 'microservice'], env),
    );
    const started = await Promise.all(copies.map((copy) => copy.json<Started>()));
    const addresses = started.flatMap(({ apps, components }) => [
      ...Object.values(apps['robot-shop'].microservice.services),
      ...Object.values(components),
    ]);
    const ports = addresses.map((address) => new URL(address).port);
    assert.equal(new Set(ports).size, ports.length);
    const [mine = '', other = ''] = started.map(({ apps }) => apps['robot-shop'].microservice.url);
    const { shopper, cart } = await readyToPay(mine);
    assert.equal((await fetch(`${other}/api/cart/cart/${shopper.id}`)).status, 404);
    await shopper.dispatched(await shopper.pay(cart));
    // As a program may end them: it knows the process of npm only.
    const pids = copies.flatMap((copy) => copy.pids());
    assert.deepEqual(pids.flatMap(javaFilesOf), []);
    for (const [index, copy] of copies.entries()) copy.child.kill(index === 0 ? 'SIGTERM' : 'SIGKILL');
    await eventually(() => assert.deepEqual(alive(pids), []), 5000);
    for (const port of ports) await claim(Number(port));
    assert.deepEqual(readdirSync(folder), []);
    rmdirSync(folder);
  });

  it('leaves no process when it is killed', async () => {
    const command = startCommand(['--json', '--form', 'serverless']);
    await command.json();
    const pids = command.pids();
    process.kill(-(command.child.pid ?? 0), 'SIGKILL');
    await eventually(() => assert.deepEqual(alive(pids), []), 20_000);
  });

  it('gives an error for an unknown application with the names of the known ones', async () => {
    const command = startCommand(['pet-shop']);
    assert.equal(await command.ended, 2);
    assert.match(command.stderr(), /no application pet-shop; there are: robot-shop/);
  });
});

/** The files that a Java process keeps in the shared temporary folder, whatever TMPDIR says. */
const javaFilesOf = (pid: number): string[] => globSync(`/tmp/hsperfdata_*/${pid}`);

/** Resolves when the port is free. */
const claim = (port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => server.close(() => resolve()));
  });
