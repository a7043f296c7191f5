import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { after, test } from 'node:test';
import { errorKinds, invalid, isKind, notFound, ServiceError } from '#shared/errors';
import { verdictOn } from '#shared/messaging/retry';
import { log } from '#shared/observe/log';
import { bypass } from '#shared/thrift/action';
import { Writer } from '#shared/thrift/bytes';
import { clientOf } from '#shared/thrift/client';
import { ApplicationError } from '#shared/thrift/errors';
import { frameOf, messageTypes, readMessage, thriftFrames } from '#shared/thrift/message';
import { thriftPool } from '#shared/thrift/pool';
import { listenThrift } from '#shared/thrift/server';
import { Bad, everything, type Rich, RichService, Worse } from './rich.ts';

const forgotten: string[] = [];
const handler: Rich = {
  ping: async ({ text }) => text,
  echo: async ({ value }) => value,
  nothing: async () => undefined,
  async forget({ what }) {
    forgotten.push(what);
  },
  async fail({ how }) {
    if (how === 1) throw new Bad({ message: 'declared', code: 2n ** 60n });
    if (how === 2) throw new Worse({ why: { what: 'worse', how_much: 1.5 } });
    if (how === 3) throw new Error('connect mongodb://admin:secret@db failed');
    if (how === 4) return undefined as never;
    if (how === 5) return 'not a number, but a secret' as never;
    if (how === 6) return new Promise(() => undefined);
    if (how === 20) throw invalid('how: must be below 20');
    if (how === 21) throw notFound('there is no such thing');
    if (how === 22) return client.fail({ how: 'a secret' as never });
    if (how >= 30 && how < 40) throw new ServiceError(errorKinds[how - 30] ?? 'invalid', `error ${how}`);
    return BigInt(how);
  },
  trees: async ({ trees, limit }) => trees.slice(0, limit),
};

const server = await listenThrift(RichService, handler, 0);
const port = server.port as number;
const url = `thrift://127.0.0.1:${port}`;
const pool = thriftPool({ url, connections: 4 });
const client = clientOf(RichService, pool);
const hastyPool = thriftPool({ url, deadlineMs: 500, connections: 4 });
const hasty = clientOf(RichService, hastyPool);
after(() => {
  pool.close();
  hastyPool.close();
  server.close();
});

test('calls of every kind: values, inherited methods, void, oneway, optional arguments', async () => {
  assert.deepEqual(await client.echo({ value: everything }), everything);
  assert.equal(await client.ping({ text: 'inherited' }), 'inherited');
  assert.equal(await client.nothing({}), undefined);
  await client.forget({ what: 'this' });
  assert.equal((await client.trees({ trees: [], limit: 1 })).length, 0);
  assert.deepEqual(forgotten, ['this']);
});

test('declared exceptions come as their classes with their fields; the connection is used again', async () => {
  await assert.rejects(client.fail({ how: 1 }), (error) => error instanceof Bad && error.code === 2n ** 60n);
  await assert.rejects(client.fail({ how: 2 }), Worse);
  assert.equal(await client.fail({ how: 10 }), 10n);
});

test('what the IDL does not declare is an error of Thrift, and never a call without an end', async () => {
  for (const how of [3, 4, 5, 22])
    await assert.rejects(client.fail({ how }), (error) => error instanceof ApplicationError);
  assert.equal(await client.fail({ how: 7 }), 7n);
});

test('an error of ours that the IDL does not declare keeps its text; the callers fault is told from others', async () => {
  const told: [how: number, type: number, message: string][] = [
    [20, 7, 'how: must be below 20'],
    [21, 6, 'there is no such thing'],
  ];
  for (const [how, type, message] of told) {
    const kind = how === 20 ? 'invalid' : 'not-found';
    await assert.rejects(client.fail({ how }), (error) => isKind(error, kind) && error.message === message);
    const main = bypass(RichService, handler);
    assert.deepEqual(await main({ method: 'fail', args: { how } }), { failure: { type, message, kind } });
    // As a client that knows Thrift's own two fields reads it.
    const frame = frameOf(new Writer(), { type: messageTypes.call, name: 'fail', seqid: 1 }, (to) =>
      RichService.methods.get('fail')?.args.write(to, { how }),
    );
    const [answer] = await raw(frame);
    const { head, body } = readMessage(answer as Buffer);
    assert.equal(head.type, messageTypes.exception);
    assert.deepEqual([body.i8(), body.i16(), body.string()], [11, 1, message]);
    assert.deepEqual([body.i8(), body.i16(), body.i32()], [8, 2, type]);
  }
});

test('each kind of error of ours reaches the caller over a connection, and so does what it means for a message', async () => {
  for (const [at, kind] of errorKinds.entries())
    await assert.rejects(client.fail({ how: 30 + at }), (error) => {
      assert.ok(isKind(error, kind), String(error));
      assert.equal(verdictOn(error), verdictOn(new ServiceError(kind, '')));
      return error.message === `error ${30 + at}`;
    });
});

test('a defect is logged, and its text reaches no caller', async ({ mock }) => {
  const logged = mock.method(log, 'error', () => undefined);
  const main = bypass(RichService, handler);
  const internal = { failure: { type: 6, message: 'internal error' } };
  for (const how of [3, 5, 22]) {
    await assert.rejects(
      client.fail({ how }),
      (error) => error instanceof ApplicationError && error.type === 6 && error.message === 'internal error',
    );
    assert.deepEqual(await main({ method: 'fail', args: { how } }), internal);
  }
  const errors = logged.mock.calls.map(({ arguments: [line] }) => String((line as { error: unknown }).error));
  assert.equal(errors.length, 6);
  for (const words of ['admin:secret@db', 'not a number', 'is not a whole number'])
    assert.equal(errors.filter((error) => error.includes(words)).length, 2, words);
});

test('arguments of the wrong type touch no connection', async () => {
  await assert.rejects(client.fail({ how: 'x' as never }), /how: "x" is not a whole number/);
  assert.equal(await client.fail({ how: 8 }), 8n);
});

test('a deadline ends a call, also one that waits for a connection', async () => {
  const late = await Promise.allSettled(Array.from({ length: 6 }, () => hasty.fail({ how: 6 })));
  for (const result of late) {
    assert.ok(result.status === 'rejected' && isKind(result.reason, 'deadline-exceeded'));
  }
  assert.equal(await hasty.fail({ how: 9 }), 9n);
});

test('hundreds of calls at once share a few connections', async () => {
  const patient = thriftPool({ url, deadlineMs: 30_000, connections: 4 });
  const { fail } = clientOf(RichService, patient);
  const answers = await Promise.all(Array.from({ length: 500 }, (_, how) => fail({ how: how + 100 })));
  patient.close();
  assert.deepEqual(
    answers,
    Array.from({ length: 500 }, (_, how) => BigInt(how + 100)),
  );
});

test('the JSON of an action means the same', async () => {
  const main = bypass(RichService, handler);
  const echo = RichService.methods.get('echo');
  const args = echo?.args.toJson({ value: everything }) as object;
  const answered = await main({ method: 'echo', args });
  assert.ok('outcome' in answered);
  const outcome = echo?.result.fromJson(JSON.parse(JSON.stringify(answered.outcome)));
  assert.deepEqual(outcome, { success: everything });
  assert.deepEqual(await main({ method: 'fail', args: { how: 1 } }), {
    outcome: { bad: { message: 'declared', code: '1152921504606846976' } },
  });
  assert.deepEqual(await main({ method: 'fail', args: { how: 'x' } }), {
    failure: { type: 7, message: 'how: "x" is not a whole number of 32 bits' },
  });
  assert.match(JSON.stringify(await main({ method: 'toString', args: {} })), /"type":1.*no method toString/);
});

/** Sends bytes and gives what comes back until the other side closes, or a frame is whole. */
async function raw(bytes: Buffer): Promise<Buffer[]> {
  const socket = connect(port, '127.0.0.1');
  const frames: Buffer[] = [];
  const ended = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  socket.on(
    'data',
    thriftFrames((frame) => {
      frames.push(Buffer.from(frame));
      socket.destroy();
    }),
  );
  socket.on('error', () => undefined);
  socket.end(bytes);
  await ended;
  return frames;
}

test('what is no Thrift ends the connection, and a strange method is told so', async () => {
  assert.deepEqual(await raw(Buffer.from('GET / HTTP/1.1\r\n\r\n')), []);
  assert.deepEqual(await raw(Buffer.from([0x7f, 0xff, 0xff, 0xff])), []);
  assert.deepEqual(await raw(Buffer.from([0, 0, 0, 3, 1, 2, 3])), []);
  const frame = frameOf(new Writer(), { type: messageTypes.call, name: 'steal', seqid: 7 }, (to) => to.i8(0));
  const [answer] = await raw(frame);
  assert.equal(readMessage(answer as Buffer).head.type, messageTypes.exception);
  assert.match(String(answer), /has no method steal/);
});

test('arguments that cannot be read are told so, and the connection goes on', async () => {
  const bad = frameOf(new Writer(), { type: messageTypes.call, name: 'ping', seqid: 1 }, (to) => {
    to.field(11, 1);
    to.i32(1000);
  });
  const [answer] = await raw(bad);
  assert.match(String(answer), /the message ends early/);
});

async function peer(answer: (socket: Socket) => void): Promise<{ url: string; server: Server }> {
  const bad = createServer(answer);
  bad.listen(0, '127.0.0.1');
  await once(bad, 'listening');
  after(() => bad.close());
  return { url: `thrift://127.0.0.1:${(bad.address() as AddressInfo).port}`, server: bad };
}

test('a peer that hangs up, talks nonsense, or is not there fails the call within its deadline', async () => {
  const answers: [string, (socket: Socket) => void][] = [
    ['closed', (socket) => socket.once('data', () => socket.destroy())],
    ['cannot be read', (socket) => socket.once('data', () => socket.write(Buffer.from([0, 0, 0, 1, 9])))],
    ['announced', (socket) => socket.once('data', () => socket.write(Buffer.from([0x7f, 1, 1, 1, 9])))],
    ['did not answer', (socket) => void socket.on('data', () => undefined)],
  ];
  for (const [words, answer] of answers) {
    const bad = await peer(answer);
    const lost = clientOf(RichService, thriftPool({ url: bad.url, deadlineMs: 300 }));
    await assert.rejects(lost.ping({ text: 'x' }), (error) => String(error).includes(words), words);
  }
  const nobody = clientOf(RichService, thriftPool({ url: 'thrift://127.0.0.1:1', deadlineMs: 300 }));
  await assert.rejects(nobody.ping({ text: 'x' }), (error) => isKind(error, 'unavailable'));
  await assert.rejects(
    async () => clientOf(RichService, thriftPool({ url: 'http://x' })).ping({ text: 'x' }),
    /thrift:\/\/HOST:PORT/,
  );
});

test('a pool finds its way to a server that has come back', async () => {
  const first = await listenThrift(RichService, handler, 0);
  const own = first.port as number;
  const again = clientOf(RichService, thriftPool({ url: `thrift://127.0.0.1:${own}`, deadlineMs: 500 }));
  assert.equal(await again.ping({ text: 'a' }), 'a');
  first.close();
  await assert.rejects(
    (async () => {
      for (;;) await again.ping({ text: 'b' });
    })(),
    (error) => isKind(error, 'unavailable'),
  );
  const second = await listenThrift(RichService, handler, own);
  after(() => second.close());
  assert.equal(await again.ping({ text: 'c' }), 'c');
});
