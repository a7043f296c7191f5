import assert from 'node:assert/strict';
import { once } from 'node:events';
import {
  Agent,
  createServer,
  type IncomingMessage,
  type RequestListener,
  request,
  type Server,
} from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { after, describe, it } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { web } from '#apps/robot-shop/web/service';
import { unauthenticated } from '#shared/errors';
import { listen } from '#shared/glue/listen';
import { HttpError } from '#shared/http/errors';
import { lingering } from '#shared/http/linger';
import { errorHandler, service } from '#shared/http/service';
import { eventually } from '#test/harness/eventually';
import { send, sendEndlessly, uploads } from '#test/harness/upload';

const servers: Server[] = [];
after(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});

function urlOf(server: Server): string {
  servers.push(server);
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
const serve = async (listener: RequestListener): Promise<string> => urlOf(await listen(listener, 0));

const app = service('test');
app.post('/private', () => {
  throw unauthenticated('who are you?');
});
app.post('/typed', () => {
  throw new HttpError(415, 'only JSON');
});
app.post('/echo', (request, response) => void response.json(request.body));
app.use(errorHandler());

const reader = createServer((request, response) => {
  request.resume().once('end', () => response.end('read'));
}).listen(0, '127.0.0.1');
await once(reader, 'listening');
const behind = urlOf(reader);
const services = {
  catalogue: behind,
  user: behind,
  cart: behind,
  shipping: behind,
  ratings: behind,
  payment: behind,
};
const door = await serve(web({ services }));
const direct = await serve(app);

const longHeader = `X-Long: ${'x'.repeat(100_000)}`;
const refusals: [place: string, url: string, head: string, status: number][] = [
  ['the front door, whose limit the body exceeds', door, 'POST /api/cart/echo HTTP/1.1', 413],
  ['the front door, which has no such path', door, 'POST /api/nothing/here HTTP/1.1', 404],
  ['the front door, whose page takes no body', door, 'POST /page HTTP/1.1', 405],
  ['the front door, for a long header', door, `POST / HTTP/1.1\r\n${longHeader}`, 431],
  [
    'a service, whose limit JSON exceeds',
    direct,
    'POST /echo HTTP/1.1\r\nContent-Type: application/json',
    413,
  ],
  [
    'a service, whose limit a form exceeds',
    direct,
    'POST /echo HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded',
    413,
  ],
  ['a service, that does not know who asks', direct, 'POST /private HTTP/1.1', 401],
  ['a service, that has no such path', direct, 'POST /nothing HTTP/1.1', 404],
  ['a service, that takes no such type', direct, 'POST /typed HTTP/1.1', 415],
  [
    'a service, that knows no such encoding',
    direct,
    'POST /echo HTTP/1.1\r\nContent-Type: application/json\r\nContent-Encoding: rot13',
    415,
  ],
];

for (const [place, url, head, status] of refusals) {
  describe(`${status} of ${place}`, () => {
    for (const [title, upload] of uploads(head)) {
      it(`is read by a client that first sends everything: ${title}`, async () => {
        assert.match(await send(url, upload), new RegExp(`^HTTP/1.1 ${status} `));
      });
    }

    it('is read by a client that never stops to send, and is then disconnected', async () => {
      const { response } = await sendEndlessly(url, head);
      assert.match(response, new RegExp(`^HTTP/1.1 ${status} `));
    });
  });
}

describe('a client that sends more than is read after the response', () => {
  const refuse: RequestListener = (_request, response) => void response.writeHead(403).end('no');
  const bounded = async (bytes: number, ms: number): Promise<string> => {
    const server = createServer(lingering(refuse, { bytes, ms })).listen(0, '127.0.0.1');
    await once(server, 'listening');
    return urlOf(server);
  };

  it('is disconnected after a number of bytes', async () => {
    const url = await bounded(1_000_000, 600_000);
    const { response, sent } = await sendEndlessly(url, 'POST / HTTP/1.1');
    assert.match(response, /^HTTP\/1.1 403 /);
    assert.ok(sent > 1_000_000);
  });

  it('is disconnected after a time', async () => {
    const url = await bounded(Number.MAX_SAFE_INTEGER, 50);
    const { response } = await sendEndlessly(url, 'POST / HTTP/1.1');
    assert.match(response, /^HTTP\/1.1 403 /);
  });

  it('but not while the request is still read', async () => {
    const total = 3_000_000;
    const readers: Record<string, (request: IncomingMessage) => Promise<number>> = {
      data: async (request) => (await text(request)).length,
      readable: (request) => request.reduce((length: number, chunk: Buffer) => length + chunk.length, 0),
    };
    for (const [name, read] of Object.entries(readers)) {
      const lengths: number[] = [];
      const listener: RequestListener = (request, response) => {
        void read(request).then((length) => lengths.push(length));
        response.end('early');
      };
      const server = createServer(lingering(listener, { bytes: 1000, ms: 20 })).listen(0, '127.0.0.1');
      await once(server, 'listening');
      const sent = request(urlOf(server), { method: 'POST' });
      const responded = once(sent, 'response') as Promise<[IncomingMessage]>;
      for (let part = 0; part < 3; part++) {
        sent.write('x'.repeat(total / 3));
        await setTimeout(30);
      }
      sent.end();
      const [response] = await responded;
      assert.equal(await text(response), 'early');
      await eventually(() => assert.deepEqual(lengths, [total], name));
    }
  });

  it('and one that stays within the bounds may send the next request over the same connection', async () => {
    const url = await bounded(10_000_000, 600_000);
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    for (const isReused of [false, true, true]) {
      const sent = request(url, { method: 'POST', agent }).end('x'.repeat(3_000_000));
      const [response] = (await once(sent, 'response')) as [IncomingMessage];
      await once(response.resume(), 'end');
      assert.deepEqual([response.statusCode, sent.reusedSocket], [403, isReused]);
    }
    agent.destroy();
  });
});

it('a CONNECT request is refused, also with bytes behind it', async () => {
  const { hostname, port } = new URL(await serve(app));
  for (const more of ['', 'x'.repeat(3_000_000)]) {
    const socket = connect(Number(port), hostname);
    socket.write(`CONNECT example.com:443 HTTP/1.1\r\nHost: example.com\r\n\r\n${more}`);
    assert.match(await text(socket), /^HTTP\/1\.1 405 /);
  }
});
