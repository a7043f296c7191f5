import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { addressOf, unixSocketUrl } from '#shared/http/address';

describe('an address', () => {
  it('names a host, a port and a path', () => {
    const { connection, path } = addressOf('http://[::1]:8080/a%20b?c=d');
    assert.deepEqual(connection, { protocol: 'http:', hostname: '::1', port: '8080' });
    assert.equal(path, '/a%20b?c=d');
    assert.deepEqual(addressOf('https://example.org').connection, {
      protocol: 'https:',
      hostname: 'example.org',
    });
  });

  it('names a Unix socket by its percent-encoded absolute path', () => {
    for (const socketPath of ['/tmp/x.sock', '/tmp/a b/Ž%41.sock', '/x:1@y?z#']) {
      const { connection, path } = addressOf(`${unixSocketUrl(socketPath)}/p?q=1`);
      assert.deepEqual(connection, { socketPath });
      assert.equal(path, '/p?q=1');
    }
  });

  const noSockets = [
    'http+unix:///tmp/x.sock/p',
    'http+unix://',
    'http+unix:/tmp/x.sock',
    'http+unix:%2Ftmp%2Fx.sock',
    'http+unix://relative/a',
    'http+unix://relative%2Fa',
    'http+unix://./a',
    'http+unix://%2Ftmp%00x/a',
    'http+unix://%2Ftmp%2Fx.sock:80/a',
    'http+unix://%2Ftmp%zz/a',
    'http+unix://%2Ftmp%ff/a',
  ];
  for (const url of noSockets)
    it(`of a Unix socket is not ${url}`, () =>
      assert.throws(() => addressOf(url), {
        name: 'Error',
        message:
          /is no address of a Unix socket: percent-encode the absolute path of the socket, for example /,
      }));

  it('has no credentials, which would not be sent, and an error does not repeat them', () => {
    for (const url of [
      'http+unix://user:hunter2@%2Ftmp%2Fx/a',
      'http://user:hunter2@host/',
      'https://hunter2@host/',
    ])
      assert.throws(() => addressOf(url), {
        message: /^an https?(\+unix)?: address with a user(?!.*hunter2)/,
      });
  });

  it('of another scheme is refused', () => {
    for (const url of ['ftp://host/', 'unix:/tmp/x', 'file:///tmp/x'])
      assert.throws(() => addressOf(url), { message: /is not supported: use http:, https: or http\+unix:$/ });
  });
});
