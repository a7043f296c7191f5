import assert from 'node:assert/strict';
import { connect as connectTo, createServer, type Server, type Socket } from 'node:net';
import { pipeline } from 'node:stream';
import { after, afterEach, describe, it } from 'node:test';
import { Redis } from 'ioredis';
import { MongoServerError } from 'mongodb';
import { createConnection } from 'mysql2/promise';
import pg from 'pg';
import { isKind } from '#shared/errors';
import { postgresDatabase } from '#shared/sql/postgres';
import { openMongo } from '#shared/state/mongo';
import { openMysql } from '#shared/state/mysql';
import { openRedis } from '#shared/state/redis';
import type { Store } from '#shared/state/store';
import { eventually } from '#test/harness/eventually';

const { REDIS_URL = '', MONGO_URL = '', MYSQL_URL = '', POSTGRES_URL = '' } = process.env;
const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const isUnavailable = (error: unknown): boolean => isKind(error, 'unavailable');

describe('Redis', { skip: !REDIS_URL && 'needs Redis: npm test -- state' }, () => {
  const admin = REDIS_URL === '' ? undefined : new Redis(REDIS_URL);
  after(() => admin?.disconnect());

  function open(url = REDIS_URL): Store<Redis> {
    const store = openRedis(url);
    closers.push(() => store.close());
    return store;
  }
  const write = (store: Store<Redis>) => store.use((client) => client.set('failover', '1', 'EX', 10));

  /** States in which Redis refuses, and the commands that begin and end them. */
  const refusals: [code: string, begin: string[], end: string[]][] = [
    ['OOM', ['CONFIG', 'SET', 'maxmemory', '1'], ['CONFIG', 'SET', 'maxmemory', '0']],
    ['READONLY', ['REPLICAOF', '127.0.0.1', '1'], ['REPLICAOF', 'NO', 'ONE']],
    [
      'NOREPLICAS',
      ['CONFIG', 'SET', 'min-replicas-to-write', '1'],
      ['CONFIG', 'SET', 'min-replicas-to-write', '0'],
    ],
  ];
  for (const [code, begin, end] of refusals) {
    it(`while it answers ${code}, a write is unavailable and its health is bad; then all is well again`, async () => {
      const store = open();
      await write(store);
      assert.equal(await store.isHealthy(), true);
      await admin?.call(begin[0] ?? '', ...begin.slice(1));
      try {
        await assert.rejects(write(store), isUnavailable);
        await assert.rejects(
          store.use((client) => client.eval("return redis.call('SET', KEYS[1], '1')", 1, 'failover')),
          isUnavailable,
        );
        await assert.rejects(
          store.use(async (client) => (await client.multi().set('failover', '1').exec()) ?? []),
          isUnavailable,
        );
        assert.equal(await store.isHealthy(), false);
      } finally {
        await admin?.call(end[0] ?? '', ...end.slice(1));
      }
      await eventually(() => write(store));
      assert.equal(await store.isHealthy(), true);
    });
  }

  it('after a failover behind the same name the next requests reach the new primary', async () => {
    const name = await listenAt();
    const store = open(`redis://127.0.0.1:${name.port}`);
    name.leadTo(await oldPrimary("-READONLY You can't write against a read only replica."));
    await assert.rejects(write(store), isUnavailable);
    name.leadTo(REDIS_URL);
    await eventually(() => write(store));
    await Promise.all(Array.from({ length: 50 }, () => write(store)));
  });

  it('a refusal of the request itself stays one', async () => {
    const store = open();
    await store.use((client) => client.set('failover', 'text', 'EX', 10));
    const refused = (error: unknown): boolean => !isUnavailable(error) && error instanceof Error;
    await assert.rejects(
      store.use((client) => client.incr('failover')),
      refused,
    );
    await assert.rejects(
      store.use((client) => client.get('a' as never, 'READONLY' as never)),
      refused,
    );
  });
});

describe('PostgreSQL', { skip: !POSTGRES_URL && 'needs PostgreSQL: npm test -- state' }, () => {
  it('that recovers takes no write: unavailable, bad health, and a new connection finds the primary', async () => {
    const name = `failover_${process.pid}`;
    const admin = new pg.Client(`${POSTGRES_URL}/postgres`);
    await admin.connect();
    closers.push(() => admin.end());
    await admin.query(`create database ${name}`);
    closers.push(() => admin.query(`drop database ${name} with (force)`));
    // As a connection to a standby: reads work, and it stays so for as long as the connection does.
    await admin.query(`alter database ${name} set default_transaction_read_only = on`);
    const database = postgresDatabase(`${POSTGRES_URL}/${name}`);
    closers.push(() => database.close());
    const write = () => database.run('create table if not exists t (a text)');
    assert.deepEqual(await database.first('select 1 as one'), { one: 1 });
    assert.equal(await database.isHealthy(), false);
    await assert.rejects(write, isUnavailable);
    await assert.rejects(
      database.transaction((statements) => statements.run('create table if not exists t (a text)')),
      isUnavailable,
    );
    await admin.query(`alter database ${name} reset default_transaction_read_only`);
    await eventually(write);
    assert.equal(await database.isHealthy(), true);
  });
});

describe('MySQL', { skip: !MYSQL_URL && 'needs MySQL: npm test -- state' }, () => {
  it('that is read-only takes no write: unavailable and bad health until it takes them again', async () => {
    const admin = await createConnection(MYSQL_URL);
    closers.push(() => admin.end());
    const name = `failover_${process.pid}`;
    await admin.query(`create database ${name}`);
    closers.push(() => admin.query(`drop database ${name}`));
    await admin.query(`create table ${name}.t (a int)`);
    for (const host of ['localhost', '127.0.0.1', '%']) {
      await admin.query(`create user '${name}'@'${host}' identified by 'secret'`);
      closers.push(() => admin.query(`drop user '${name}'@'${host}'`));
      await admin.query(`grant select, update, insert on ${name}.* to '${name}'@'${host}'`);
    }
    const { host } = new URL(MYSQL_URL);
    const store = openMysql(`mysql://${name}:secret@${host}/${name}`, 'update t set a = 0 where false');
    closers.push(() => store.close());
    const write = () => store.use((pool) => pool.query('insert into t values (1)'));
    await write();
    assert.equal(await store.isHealthy(), true);
    await admin.query('set global read_only = 1');
    try {
      await assert.rejects(write, isUnavailable);
      assert.equal(await store.isHealthy(), false);
    } finally {
      await admin.query('set global read_only = 0');
    }
    await eventually(write);
    assert.equal(await store.isHealthy(), true);
  });
});

describe('MongoDB', { skip: !MONGO_URL && 'needs MongoDB: npm test -- state' }, () => {
  for (const code of [10107, 13435, 189, 91, 11600]) {
    it(`that is not primary (${code}) is unavailable, and the next use connects anew`, async () => {
      const store = openMongo(`${MONGO_URL.replace(/\/+$/, '')}/failover`);
      closers.push(() => store.close());
      const first = await store.use(async (db) => db);
      await assert.rejects(
        store.use(() => Promise.reject(new MongoServerError({ code, message: 'not primary' }))),
        isUnavailable,
      );
      assert.notEqual(await store.use(async (db) => db), first);
      assert.equal(await store.isHealthy(), true);
    });
  }
});

interface Name {
  port: number;
  /** Lets new connections reach another server; open ones stay where they are. */
  leadTo(target: string | Server): void;
}

/** A name on the network: a port that leads to one server or another. */
async function listenAt(): Promise<Name> {
  let target: string | Server = REDIS_URL;
  const server = createServer((socket) => {
    const at = typeof target === 'string' ? new URL(target) : undefined;
    const port = at === undefined ? portOf(target as Server) : Number(at.port);
    const upstream = connectTo(port, at?.hostname ?? '127.0.0.1');
    pipeline(socket, upstream, socket, () => upstream.destroy());
  });
  await open(server);
  return {
    port: portOf(server),
    leadTo(next) {
      target = next;
    },
  };
}

/** A server that answers as an old primary does: it is there, and refuses every write with `refusal`. */
async function oldPrimary(refusal: string): Promise<Server> {
  const info = 'role:slave\r\nloading:0\r\nmaster_link_status:up';
  const replies: Record<string, string> = { PING: '+PONG', SET: refusal, INFO: `$${info.length}\r\n${info}` };
  const server = createServer((socket) => {
    socket.on('data', (chunk) => {
      for (const [, command = ''] of String(chunk).matchAll(/\*\d+\r\n\$\d+\r\n(\w+)\r\n/g)) {
        const name = command.toUpperCase();
        socket.write(`${replies[name] ?? '+OK'}\r\n`);
      }
    });
    socket.on('error', () => {});
  });
  await open(server);
  return server;
}

async function open(server: Server): Promise<void> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
  });
  closers.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
}

const portOf = (server: Server): number => (server.address() as { port: number }).port;
