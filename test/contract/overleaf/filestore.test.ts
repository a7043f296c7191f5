import assert from 'node:assert/strict';
import { request as httpRequest } from 'node:http';
import { it } from 'node:test';
import { ObjectId } from 'mongodb';
import { describeForms, withoutAddressOf } from '#test/harness/forms';

const newId = (): string => new ObjectId().toHexString();
const MiB = 1024 * 1024;

describeForms('overleaf', 'filestore', { skip: withoutAddressOf('filestore') }, ({ services }) => {
  const url = services.filestore ?? '';
  const newFile = (project = newId()): string => `/project/${project}/file/${newId()}`;
  const post = (path: string, body: string | Uint8Array<ArrayBuffer> | ReadableStream) =>
    fetch(url + path, { method: 'POST', body, duplex: 'half' });
  const status = async (path: string, method = 'GET'): Promise<number> =>
    (await fetch(url + path, { method })).status;
  const textOf = async (path: string): Promise<string> => (await fetch(url + path)).text();

  /** A stream of so many MiB, which has no length for the receiver. */
  const streamOf = (count: number): ReadableStream<Uint8Array> => {
    const chunk = new Uint8Array(MiB);
    let left = count;
    return new ReadableStream({
      pull(controller) {
        if (left === 0) return controller.close();
        left -= 1;
        controller.enqueue(chunk);
      },
    });
  };

  it('takes 50 MiB, and refuses more with 413, of known length or not', async () => {
    const path = newFile();
    assert.equal((await post(path, streamOf(50))).status, 200);
    const head = await fetch(url + path, { method: 'HEAD' });
    assert.equal(head.headers.get('content-length'), `${50 * MiB}`);
    const refused = await post(path, new Uint8Array(50 * MiB + 1));
    assert.equal(refused.status, 413);
    assert.match(await refused.text(), /52428800 bytes/);
    assert.equal((await post(path, streamOf(51))).status, 413);
    const { body } = await fetch(url + path);
    let received = 0;
    for await (const chunk of body ?? []) received += chunk.length;
    assert.equal(received, 50 * MiB, 'the old content is there');
    assert.equal(await status(path, 'DELETE'), 204);
  });

  it('sends parts of a file with their place in it', async () => {
    const path = newFile();
    await post(path, '0123456789');
    const part = async (range: string, at = path) => {
      const response = await fetch(url + at, { headers: { range } });
      const { status: code, headers } = response;
      const [place, length] = [headers.get('content-range'), headers.get('content-length')];
      return [code, place, length, code < 300 ? await response.text() : ''];
    };
    assert.deepEqual(await part('bytes=2-4'), [206, 'bytes 2-4/10', '3', '234']);
    assert.deepEqual(await part('bytes=8-20'), [206, 'bytes 8-9/10', '2', '89']);
    assert.deepEqual(await part('bytes=-3'), [206, 'bytes 7-9/10', '3', '789']);
    assert.deepEqual(await part('bytes=-30'), [206, 'bytes 0-9/10', '10', '0123456789']);
    assert.deepEqual((await part('bytes=10-')).slice(0, 2), [416, 'bytes */10']);
    assert.deepEqual(await part('lines=2-4'), [200, null, '10', '0123456789']);
    const empty = newFile();
    await post(empty, '');
    assert.deepEqual((await part('bytes=0-', empty)).slice(0, 2), [416, 'bytes */0']);
    assert.deepEqual((await part('bytes=0-', newFile()))[0], 404);
  });

  it('keeps the old content when an upload breaks off', async () => {
    const project = newId();
    const path = newFile(project);
    await post(path, 'old');
    const upload = httpRequest(url + path, { method: 'POST', headers: { 'content-length': 1000 } });
    upload.on('error', () => undefined);
    await new Promise((resolve) => upload.write('new', resolve));
    const closed = new Promise((resolve) => upload.once('close', resolve));
    upload.destroy();
    await closed;
    assert.equal(await textOf(path), 'old');
    assert.deepEqual(await (await fetch(`${url}/project/${project}/size`)).json(), { 'total bytes': 3 });
  });

  it('takes no file that is another one than its sender says', async () => {
    const path = newFile();
    await post(path, 'old');
    const send = (body: string, hash: string) =>
      fetch(url + path, { method: 'POST', body, headers: { 'x-file-hash-from-web': hash } });
    // printf 'hello\n' | git hash-object --stdin
    const hash = 'ce013625030ba8dba906f756967f9e9ca394464a';
    const refused = await send('hallo\n', hash);
    assert.deepEqual([refused.status, await textOf(path)], [400, 'old']);
    assert.match(await refused.text(), /send it again/);
    assert.equal((await send('hello\n', hash)).status, 200);
    assert.equal(await textOf(path), 'hello\n');
  });

  it('removes the files of one project only', async () => {
    const project = newId();
    const next = `${project.slice(0, -1)}${project.endsWith('0') ? '1' : '0'}`;
    const [mine, theirs] = [newFile(project), newFile(next)];
    const open = mine.replace('/file/', '/public/');
    for (const path of [mine, theirs, open]) await post(path, 'text');
    assert.equal(
      await status(`/project/${project.slice(0, -1)}`, 'DELETE'),
      400,
      'the beginning of both ids',
    );
    assert.equal(await textOf(mine), 'text');
    assert.equal(await status(`/project/${project}`, 'DELETE'), 204);
    assert.equal(await status(mine), 404);
    assert.equal(await textOf(theirs), 'text');
    assert.equal(await textOf(open), 'text', 'another store');
  });

  it('refuses names that are none with 400, in every method', async () => {
    const ok = newId();
    for (const id of ['abc', ok.toUpperCase().replace(/\d/g, 'A'), `${ok}a`, `${ok}%2f..`]) {
      for (const method of ['HEAD', 'GET', 'POST', 'PUT', 'DELETE'])
        for (const path of [`/project/${ok}/file/${id}`, `/project/${id}/public/${ok}`])
          assert.equal(await status(path, method), 400, `${method} ${path}`);
      assert.equal(await status(`/project/${id}/size`), 400, id);
      assert.equal(await status(`/template/${id}/v/1/zip`), 400, id);
    }
    assert.equal(await status(`/template/${ok}/v/1/ZIP`), 400);
  });

  it('reads any file by its bucket and key, and nothing outside', async () => {
    const path = newFile();
    await post(path, 'raw');
    const key = path.replace('/project/', '').replace('/file/', '/');
    assert.equal(await textOf(`/bucket/user_files/key/${key}`), 'raw');
    assert.equal(await status(`/bucket/user_files/key/${key}x`), 404);
    assert.equal(await status(`/bucket/public_files/key/${key}`), 404);
    assert.equal(await status(`/bucket/other/key/${key}`), 400);
    assert.equal(await status('/bucket/user_files/key/..%2f..%2f..%2fetc%2fpasswd'), 400);
  });
});
