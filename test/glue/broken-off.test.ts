import assert from 'node:assert/strict';
import type { RequestListener } from 'node:http';
import { pipeline, Readable } from 'node:stream';
import { describe, it } from 'node:test';
import { injectRequest } from '#shared/glue/inject-request';
import { keepListener } from '#shared/glue/keep-listener';
import { throughController } from './harness.ts';

/** Ways of ordinary code to break a response off, and to end it all the same. */
const broken: Record<string, RequestListener> = {
  'destroys the response after a part': (_request, response) => {
    response.write('part');
    response.destroy();
    response.end();
  },
  'destroys the response before its headers': (_request, response) => {
    response.destroy();
    response.end('x');
  },
  'destroys the response with an error': (_request, response) => {
    response.on('error', () => {});
    response.write('part');
    response.destroy(new Error('broken'));
    response.end('more');
  },
  'destroys the request': (request, response) => {
    response.write('part');
    request.destroy();
    response.end();
  },
  'destroys the socket': (request, response) => {
    response.write('part');
    request.socket.destroy();
    response.end();
  },
  'resets the socket': (request, response) => {
    response.write('part');
    request.socket.resetAndDestroy();
    response.end();
  },
  'destroys the response later': (_request, response) => {
    response.write('part');
    setImmediate(() => {
      response.destroy();
      response.end();
    });
  },
  'pipes a stream that fails': (_request, response) => {
    const failing = Readable.from(
      (async function* parts() {
        yield 'part';
        throw new Error('the source failed');
      })(),
    );
    pipeline(failing, response, () => response.end());
  },
  'never ends and throws in listeners of the close': (request, response) => {
    response.write('part');
    response.on('close', () => {
      if (!response.writableFinished) throw new Error('in a listener');
    });
    request.socket.on('close', () => {
      throw new Error('in a listener of the socket');
    });
    request.socket.destroy();
  },
};

const complete: Record<string, RequestListener> = {
  'destroys the response after its end': (_request, response) => {
    response.end('whole');
    response.destroy();
  },
  'destroys the request after the end': (request, response) => {
    response.end('whole', () => request.destroy());
  },
};

const strategies = { injectRequest, keepListener };

/** In a real server a listener that throws ends the process, and a unix socket cannot be reset. */
const isFor = (strategy: string, title: string): boolean =>
  strategy === 'injectRequest' || !/throws|resets/.test(title);

for (const [strategy, glue] of Object.entries(strategies)) {
  describe(`${strategy}: a service that breaks a response off`, () => {
    for (const [title, listener] of Object.entries(broken)) {
      if (!isFor(strategy, title)) continue;
      it(`${title}: 502, and the instance goes on`, async () => {
        const neighbour: RequestListener = (request, response) =>
          request.url === '/neighbour'
            ? void setTimeout(() => response.end('there'), 20)
            : listener(request, response);
        const ask = throughController(glue(neighbour));
        const [given, beside] = await Promise.all([ask({ url: '/' }), ask({ url: '/neighbour' })]);
        assert.equal(given.status, 502);
        assert.equal(`${beside.status} ${beside.body}`, '200 there');
        assert.equal((await ask({ url: '/neighbour' })).status, 200);
      });
    }
    for (const [title, listener] of Object.entries(complete)) {
      it(`${title}: the whole response`, async () => {
        const { status, body } = await throughController(glue(listener))({ url: '/' });
        assert.equal(`${status} ${body}`, '200 whole');
      });
    }
  });
}

/** Errors that no `try` around the listener catches, and the status for the client. */
const thrownLater: [title: string, status: number, listener: RequestListener][] = [
  [
    'writes after the end',
    200,
    (_request, response) => {
      response.end('a');
      response.write('x');
    },
  ],
  ['throws in the callback of a write', 500, (_request, response) => void response.write('a', fail)],
  ['throws in the callback of the end', 500, (_request, response) => void response.end('a', fail)],
  [
    'throws in a listener of finish',
    500,
    (_request, response) => {
      response.on('finish', fail);
      response.end('a');
    },
  ],
  ['throws in a listener of data', 500, (request) => void request.on('data', fail)],
  ['throws in a listener of end', 500, (request) => void request.on('end', fail).resume()],
  ['rejects', 500, (async () => fail()) as RequestListener],
  [
    'throws in listeners of the abort',
    502,
    (request) => {
      request.on('aborted', fail).on('error', fail);
      request.socket.destroy();
    },
  ],
];

function fail(): never {
  throw new Error('thrown later');
}

describe('injectRequest: a service that throws when nobody can catch it', () => {
  for (const [title, status, listener] of thrownLater) {
    it(`${title}: ${status}, and the instance goes on`, async () => {
      const ask = throughController(
        injectRequest((request, response) =>
          request.url === '/neighbour'
            ? void setTimeout(() => response.end('there'), 20)
            : listener(request, response),
        ),
      );
      const post = { method: 'POST', url: '/', body: 'content', headers: { 'content-type': 'text/plain' } };
      const [given, beside] = await Promise.all([ask(post), ask({ url: '/neighbour' })]);
      assert.equal(given.status, status);
      assert.equal(`${beside.status} ${beside.body}`, '200 there');
    });
  }
});

it('a body with fewer bytes than its header says is 502', async () => {
  const ask = throughController(
    injectRequest((request, response) => {
      response.setHeader('content-length', 100);
      response.statusCode = request.url === '/304' ? 304 : 200;
      if (request.method !== 'HEAD') response.write('part');
      response.end();
    }),
  );
  assert.equal((await ask({ url: '/' })).status, 502);
  assert.equal((await ask({ url: '/', method: 'HEAD' })).status, 200);
  assert.equal((await ask({ url: '/304' })).status, 304);
});

it('a status that is set after the headers has no effect', async () => {
  const ask = throughController(
    injectRequest((_request, response) => {
      response.write('a');
      response.statusCode = 500;
      response.end('b');
    }),
  );
  const { status, body } = await ask({ url: '/' });
  assert.equal(`${status} ${body}`, '200 ab');
});

it('a response that no platform could send is 500', async () => {
  const ask = throughController(
    injectRequest((_request, response) => {
      response.setHeader('x-strange', Object.create(null) as string);
      response.end('x');
    }),
  );
  assert.equal((await ask({ url: '/' })).status, 500);
});
