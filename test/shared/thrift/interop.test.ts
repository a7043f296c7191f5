// Our bytes against those of Debian's Thrift compiler and Python's Thrift library.
import assert from 'node:assert/strict';
import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { promisify } from 'node:util';
import { unavailable } from '#shared/errors';
import { Reader, Writer } from '#shared/thrift/bytes';
import { clientOf } from '#shared/thrift/client';
import { codecsOf } from '#shared/thrift/codec';
import { ApplicationError } from '#shared/thrift/errors';
import { thriftPool } from '#shared/thrift/pool';
import { listenThrift } from '#shared/thrift/server';
import { generated, python, pythonEnvironment } from '#test/harness/stock-thrift';
import { Bad, everything, model, type Rich, RichService, Worse } from './rich.ts';

const folder = generated(join(import.meta.dirname, 'rich.thrift'), 'py');
const peer = join(import.meta.dirname, 'peer.py');
const env = pythonEnvironment();

// Python keeps no order in sets, and takes no struct for a key.
const ordered = { ...everything, numbers: [-(2n ** 63n)], words: ['one'], by_leaf: new Map() };

test('the bytes of every type are those that the stock library writes, and each reads the other', () => {
  const codec = codecsOf(model).of({ ref: 'Everything' });
  const writer = new Writer();
  codec.write(writer, ordered);
  const ours = Buffer.from(writer.done());
  const theirs = execFileSync(python(), [peer, folder, 'again'], { input: ours, env });
  assert.equal(theirs.toString('hex'), ours.toString('hex'));
  assert.deepEqual(codec.read(new Reader(theirs)), ordered);
});

test('a client of the stock library calls our server', async () => {
  const forgotten: string[] = [];
  const handler: Rich = {
    ping: async ({ text }) => text,
    echo: async ({ value }) => value,
    nothing: async () => undefined,
    forget: async ({ what }) => void forgotten.push(what),
    async fail({ how }) {
      if (how === 1) throw new Bad({ message: 'declared', code: 2n ** 60n });
      if (how === 2) throw new Worse({ why: { what: 'worse', how_much: 1.5 } });
      // With a kind, which the stock library does not know.
      if (how === 3) throw unavailable('undeclared');
      return BigInt(how);
    },
    trees: async ({ trees }) => trees,
  };
  const server = await listenThrift(RichService, handler, 0);
  after(() => server.close());
  const { stdout } = await promisify(execFile)(python(), [peer, folder, 'client', String(server.port)], {
    env,
  });
  assert.deepEqual(stdout.trim().split('\n'), [
    'ping grüße',
    'nothing None',
    'Bad declared 1152921504606846976',
    'Worse worse 1.5',
    'TApplicationException 6 undeclared',
    'fail 2147483647',
    'trees a b',
  ]);
  assert.deepEqual(forgotten, ['python was here']);
});

test('our client calls a server of the stock library', async () => {
  const child = spawn(python(), [peer, folder, 'serve'], { env, stdio: ['ignore', 'pipe', 'ignore'] });
  after(() => child.kill('SIGKILL'));
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const pool = thriftPool({ url: `thrift://127.0.0.1:${Number(line)}`, deadlineMs: 5000 });
  after(() => pool.close());
  const client = clientOf(RichService, pool);
  assert.deepEqual(await client.echo({ value: ordered }), ordered);
  assert.equal(await client.nothing({}), undefined);
  await client.forget({ what: 'nobody answers' });
  await assert.rejects(client.fail({ how: 1 }), (error) => error instanceof Bad && error.code === 2n ** 60n);
  await assert.rejects(client.fail({ how: 2 }), Worse);
  await assert.rejects(client.fail({ how: 3 }), ApplicationError);
  assert.equal(await client.fail({ how: 9 }), 9n);
  assert.deepEqual(await Promise.all([1, 2, 3].map((n) => client.ping({ text: `${n}` }))), ['1', '2', '3']);
});
