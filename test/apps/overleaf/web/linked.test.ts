import assert from 'node:assert/strict';
import { readFile, rm } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { isPublicAddress } from '#apps/overleaf/web/linked/addresses';
import { type FetchOptions, fetchUrl } from '#apps/overleaf/web/linked/fetch-url';
import { serving } from '#test/harness/serving';

describe('a public address', () => {
  it('is none of this machine, of a private network, or of another purpose', () => {
    for (const address of [
      '8.8.8.8',
      '1.1.1.1',
      '172.15.0.1',
      '172.32.0.1',
      '2606:4700::1111',
      '2a00:1450::1',
    ])
      assert.ok(isPublicAddress(address), address);
    const others = `0.0.0.0 127.0.0.1 127.255.0.1 10.0.0.1 100.64.0.1 169.254.169.254 172.16.0.1 172.31.255.255 192.168.1.1 198.18.0.1
      224.0.0.1 240.0.0.1 255.255.255.255 :: ::1 fc00::1 fd12::1 fe80::1 ff02::1 ::ffff:127.0.0.1 ::ffff:8.8.8.8 64:ff9b::7f00:1
      2002:7f00:1:: 2001:0:1::1 2001:db8::1 localhost example.org 127.1`;
    for (const address of others.split(/\s+/)) assert.ok(!isPublicAddress(address), address);
  });
});

describe('the file at a URL', () => {
  const serve = serving();
  /** Only this address of the machine is taken for a public one. */
  const options: FetchOptions = { isAllowed: (address) => address === '127.0.0.1' };
  const refuses = (url: string, message: RegExp, status = 422, more: FetchOptions = options) =>
    assert.rejects(fetchUrl(url, more), (error: Error & { status?: number }) => {
      assert.equal(error.status, status, error.message);
      assert.match(error.message, message);
      return true;
    });

  it('is fetched, also where it has moved', async () => {
    const url = await serve(({ url: path = '' }, response) => {
      if (path === '/moved') response.writeHead(302, { location: '/new' }).end();
      else response.end(`at ${path}`);
    });
    const { path, size } = await fetchUrl(`${url}/moved`, options);
    assert.equal(await readFile(path, 'utf8'), 'at /new');
    assert.equal(size, 7);
    await rm(path);
  });

  it('is at http or https, without a password', async () => {
    for (const url of ['file:///etc/passwd', 'ftp://a/b', 'gopher://a', 'javascript:1', 'no url', ''])
      await refuses(url, /http:\/\/ or https:\/\//);
    await refuses('http://user:pass@127.0.0.1/', /password/);
  });

  it('is in no private network, whatever its address looks like, also after a redirect', async () => {
    const isPrivate = /private network/;
    const url = await serve(({ url: path = '' }, response) =>
      response.writeHead(302, { location: decodeURIComponent(path.slice(1)) }).end(),
    );
    const { port } = new URL(url);
    for (const host of [
      '127.0.0.1',
      'localhost',
      '127.1',
      '2130706433',
      '0x7f.1',
      '[::1]',
      '[::ffff:127.0.0.1]',
      '0',
    ])
      await refuses(`http://${host}:${port}/`, isPrivate, 422, {});
    await refuses(`${url}/${encodeURIComponent('http://127.0.0.2/')}`, isPrivate);
    await refuses(`${url}/${encodeURIComponent('http://169.254.169.254/')}`, isPrivate);
    await refuses(`${url}/${encodeURIComponent('file:///etc/passwd')}`, /http:\/\/ or https:\/\//);
  });

  it('has to be there, and its server to work', async () => {
    const url = await serve(({ url: path }, response) => {
      if (path === '/loop') response.writeHead(302, { location: '/loop' }).end();
      else if (path !== '/silent') response.writeHead(Number(path?.slice(1))).end();
    });
    await refuses(`${url}/404`, /answers 404/);
    await refuses(`${url}/304`, /answers 304/);
    await refuses(`${url}/500`, /answers 500/, 502);
    await refuses(`${url}/loop`, /one URL to the next/);
    await refuses(`${url}/silent`, /too long/, 502, { ...options, timeoutMs: 50 });
    await refuses('http://127.0.0.1:1/', /cannot be reached/, 502);
  });

  it('has at most 50 MiB, and is whole', async () => {
    const url = await serve(({ url: path }, response) => {
      if (path === '/cut') {
        response.writeHead(200, { 'content-length': 100 }).write('half');
        setImmediate(() => response.destroy());
        return;
      }
      const more = (): void => {
        while (response.write(Buffer.alloc(1024 * 1024)));
        response.once('drain', more);
      };
      more();
    });
    await assert.rejects(fetchUrl(`${url}/endless`, options), { kind: 'too-large' });
    await refuses(`${url}/cut`, /cannot be reached/, 502);
  });
});
