import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Agent, createServer, type IncomingMessage, type RequestListener, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { isKind } from '#shared/errors';
import { call } from '#shared/http/client';
import { forward } from '#shared/http/proxy';

const closers: (() => void)[] = [];
after(() => {
  for (const close of closers) close();
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

interface Answer {
  status: number;
  headers?: Record<string, string>;
  body?: string | Buffer;
  /** Without a Content-Length. */
  chunked?: boolean;
}

/** A service that gives these answers, one to each request, the last one for ever; `null` breaks the connection. */
async function behindDoor(answers: (Answer | null)[]) {
  const seen: string[] = [];
  const service = await serve((incoming, response) => {
    const answer = answers[Math.min(seen.length, answers.length - 1)];
    seen.push(incoming.method ?? '');
    incoming.resume().once('end', () => {
      if (answer === null || answer === undefined) return void incoming.socket.destroy();
      const { status, headers = {}, body = '', chunked = false } = answer;
      if (!chunked) response.setHeader('content-length', Buffer.byteLength(body));
      response.writeHead(status, headers);
      response.end(body);
    });
  });
  const to = { service: 'cart', url: `${service}/x`, timeoutMs: 5000, bodyLimit: 1000 };
  const door = await serve((incoming, response) => void forward(incoming, response, to));
  return { door, service, seen };
}

/** What OpenWhisk answers for itself; with the id of an activation when an action has run. */
const byPlatform = (status: number, hasRun = status === 202 || status === 400): Answer => ({
  status,
  headers: {
    'content-type': 'application/json',
    'x-request-id': 't123',
    ...(hasRun ? { 'x-openwhisk-activation-id': 'a'.repeat(32) } : {}),
  },
  body: JSON.stringify({ code: 't123', error: 'some words' }, undefined, 2),
});

const failures: [status: number, atDoor: number][] = [
  [202, 504],
  [400, 502],
  [404, 503],
  [429, 503],
  [500, 502],
  [502, 502],
  [503, 503],
];

describe('a failure of the platform', () => {
  for (const [status, atDoor] of failures) {
    it(`${status} is ${atDoor} at the front door, which asks once more for what changes nothing`, async () => {
      for (const method of ['GET', 'POST', 'PUT', 'DELETE']) {
        const { door, seen } = await behindDoor([byPlatform(status)]);
        const response = await fetch(door, { method });
        assert.equal(response.status, atDoor);
        assert.equal(response.headers.get('retry-after'), atDoor === 504 ? null : '1');
        const reason =
          status === 429 ? /takes no more requests for now/ : /(cannot be reached|did not answer)/;
        assert.match(await response.text(), reason);
        assert.deepEqual(seen, Array(method === 'GET' && atDoor !== 504 ? 2 : 1).fill(method));
      }
    });

    it(`${status} is no answer of a service to another one`, async () => {
      const { service } = await behindDoor([byPlatform(status)]);
      const kind = atDoor === 504 ? 'deadline-exceeded' : 'unavailable';
      for (const method of ['GET', 'POST'] as const)
        await assert.rejects(call(service, { method }), (error) => isKind(error, kind));
    });
  }

  it('of unknown length is one too, unless it is long', async () => {
    const { door, service } = await behindDoor([{ ...byPlatform(404), chunked: true }]);
    assert.equal((await fetch(door)).status, 503);
    await assert.rejects(call(service), (error) => isKind(error, 'unavailable'));
    const long = { ...byPlatform(404), body: `${byPlatform(404).body}${' '.repeat(100_000)}`, chunked: true };
    const passed = await fetch((await behindDoor([long])).door);
    assert.deepEqual([passed.status, await passed.text()], [404, long.body]);
  });

  it('that passes is not noticed by who reads', async () => {
    for (const first of [byPlatform(404), byPlatform(400), null]) {
      const { door, seen } = await behindDoor([first, { status: 200, body: 'here' }]);
      const response = await fetch(door);
      assert.deepEqual([response.status, await response.text()], [200, 'here']);
      assert.deepEqual(seen, ['GET', 'GET']);
    }
  });

  it('to a HEAD, which has no body to tell, is found out by a GET', async () => {
    const failing = await behindDoor([byPlatform(400)]);
    assert.equal((await fetch(failing.door, { method: 'HEAD' })).status, 502);
    const own = await behindDoor([
      byPlatform(404),
      { status: 404, headers: { 'x-request-id': 't123' }, body: 'no' },
    ]);
    const response = await fetch(own.door, { method: 'HEAD' });
    assert.deepEqual([response.status, response.headers.get('content-length')], [404, '2']);
    assert.deepEqual(own.seen, ['HEAD', 'GET']);
  });

  it('with a body in the request is not asked again', async () => {
    const { door, seen } = await behindDoor([byPlatform(404)]);
    const sent = request(door, { method: 'GET', headers: { 'content-length': 3 } }).end('abc');
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    assert.equal(response.resume().statusCode, 503);
    assert.equal(seen.length, 1);
  });
});

describe('a connection that fails', () => {
  it('is 502 with Retry-After, after a second try for what changes nothing', async () => {
    for (const [method, tries] of [
      ['GET', 2],
      ['POST', 1],
    ] as const) {
      const { door, seen } = await behindDoor([null]);
      const response = await fetch(door, { method });
      assert.deepEqual([response.status, response.headers.get('retry-after')], [502, '1']);
      assert.equal(seen.length, tries);
    }
  });
});

describe('an answer of a service', () => {
  const headers = {
    'content-type': 'application/json',
    'x-request-id': 't123',
    'x-openwhisk-activation-id': 'a',
  };
  const answers: [what: string, answer: Answer][] = [
    ['a 404 of its own', { status: 404, headers, body: '{"message":"no such cart"}' }],
    ['a code of its own', { status: 400, headers, body: '{"code":"VALIDATION","error":"x"}' }],
    ['the id, but no error', { status: 500, headers, body: '{"code":"t123"}' }],
    ['no JSON', { status: 404, headers: { ...headers, 'content-type': 'text/html' }, body: '<p>t123</p>' }],
    ['nothing', { status: 503, headers }],
    ['much', { status: 500, headers, body: JSON.stringify({ code: 't123', error: 'x'.repeat(100_000) }) }],
    ['the same without a platform', { ...byPlatform(404), headers: { 'content-type': 'application/json' } }],
    ['a refusal by the platform of what is too large', byPlatform(413)],
    ['a refusal by the platform for want of a key', byPlatform(401)],
    ['a refusal by the platform of the request', byPlatform(400, false)],
  ];
  for (const [what, answer] of answers) {
    it(`reaches the client as it is: ${answer.status} with ${what}`, async () => {
      const { door, service, seen } = await behindDoor([answer]);
      const response = await fetch(door);
      assert.deepEqual([response.status, await response.text()], [answer.status, answer.body ?? '']);
      assert.equal(response.headers.get('content-type'), answer.headers?.['content-type']);
      assert.deepEqual(seen, ['GET']);
      const { status, text } = await call(service);
      assert.deepEqual([status, text], [answer.status, answer.body ?? '']);
    });
  }

  it('that is compressed is unpacked for a client that takes no gzip', async () => {
    const body = gzipSync('{"code":"t123","error":"mine"}');
    const { door } = await behindDoor([
      { status: 404, headers: { ...headers, 'content-encoding': 'gzip' }, body },
    ]);
    const sent = request(door).end();
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    assert.equal(response.statusCode, 404);
    assert.equal(`${Buffer.concat(await response.toArray())}`, '{"code":"t123","error":"mine"}');
  });

  for (const status of [200, 500]) {
    it(`is passed on while it comes, also with the status ${status}`, async () => {
      let finish = (): void => assert.fail();
      const service = await serve((_request, response) => {
        response.writeHead(status, { 'x-request-id': 't123' }).write('first ');
        finish = () => void response.end('last');
      });
      const to = { service: 'cart', url: service, timeoutMs: 5000, bodyLimit: 1000 };
      const door = await serve((incoming, response) => void forward(incoming, response, to));
      const sent = request(door, { agent: new Agent() }).end();
      const [response] = (await once(sent, 'response')) as [IncomingMessage];
      const [first] = (await once(response, 'data')) as [Buffer];
      finish();
      assert.deepEqual([`${first}`, `${Buffer.concat(await response.toArray())}`], ['first ', 'last']);
    });
  }
});
