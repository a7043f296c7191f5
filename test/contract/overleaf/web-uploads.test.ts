import assert from 'node:assert/strict';
import { request as httpRequest } from 'node:http';
import { it } from 'node:test';
import { describeForms } from '#test/harness/forms';
import { fileIn, noTrees, png, trees } from '#test/overleaf/trees';

const MiB = 1024 * 1024;

describeForms('overleaf', 'projects and the files of them', { skip: noTrees }, (deployed) => {
  const { url } = deployed;
  const { author, newProject, textOf, heard, recordOf } = trees(deployed);
  const idOf = async (project: string, name: string): Promise<string> =>
    String(
      (await recordOf(project))?.rootFolder[0].fileRefs.find((file: { name: string }) => file.name === name)
        ?._id,
    );

  it('take uploads into folders that are made for them', async () => {
    const project = await newProject();
    await heard('');
    const { body } = await project.upload({
      file: { name: 'b.tex', content: 'b\r\n' },
      fields: { relativePath: 'a/b/b.tex', name: 'b.tex' },
    });
    assert.deepEqual(await project.entities(), { '/main.tex': 'doc', '/a/b/b.tex': 'doc' });
    assert.equal(await textOf(project.id, Object(body).entity_id), 'b\n');
    const messages = (await heard(project.id)).map(({ message }) => message);
    assert.deepEqual(messages, ['reciveNewFolder', 'reciveNewFolder', 'reciveNewDoc']);
    for (const fields of [
      { relativePath: '../x.tex' },
      { relativePath: 'a/../../x.tex' },
      { name: '../x.tex' },
    ])
      assert.equal((await project.upload({ file: { name: 'x.tex', content: 'x' }, fields })).status, 422);
    await project.post('/folder', { name: 'taken' });
    assert.equal((await project.upload({ file: { name: 'taken', content: 'x' } })).status, 422);
  });

  it('show editors a text that is uploaded over a document', async () => {
    const project = await newProject();
    const first = await project.upload({ file: { name: 'one.tex', content: 'old' } });
    const { entity_id } = Object(first.body);
    await textOf(project.id, entity_id);
    const second = await project.upload({ file: { name: 'one.tex', content: 'new' } });
    assert.equal(Object(second.body).entity_id, entity_id);
    assert.equal(await textOf(project.id, entity_id), 'new');
  });

  it('take several uploads of one new name at once, of which one is there in the end', async () => {
    const project = await newProject();
    for (const [name, type, contents] of [
      ['same.tex', 'doc', ['one', 'two', 'three', 'four']],
      ['same.png', 'file', [1, 2, 3, 4].map((last) => Buffer.concat([png, Buffer.of(0, last)]))],
    ] as const) {
      const uploads = contents.map((content) => project.upload({ file: { name, content } }));
      const answers = await Promise.all(uploads);
      assert.deepEqual(
        answers.map(({ status, body }) => [status, Object(body).success, Object(body).entity_type]),
        contents.map(() => [200, true, type]),
      );
      assert.equal((await project.entities())[`/${name}`], type);
      const ids = answers.map(({ body }): string => Object(body).entity_id);
      if (type === 'doc') {
        assert.equal(new Set(ids).size, 1);
        const stored = await textOf(project.id, ids[0]);
        assert.ok(contents.some((content) => content === stored));
      } else {
        const stored = await project.bytesAt(`/file/${await idOf(project.id, name)}`);
        assert.ok(contents.some((content) => stored.equals(content)));
      }
    }
    assert.equal(Object.keys(await project.entities()).length, 3);
  });

  it('keep a text as a file that is too large for a document once it is JSON', async () => {
    const project = await newProject();
    for (const [name, sign] of [
      ['lines.tex', '\n'],
      ['control.tex', '\u0001'],
    ] as const) {
      const content = Buffer.alloc(750_000, sign);
      fileIn((await project.upload({ file: { name, content } })).body);
      assert.deepEqual(await project.bytesAt(`/file/${await idOf(project.id, name)}`), content);
    }
  });

  it('take 50 MiB, and refuse more with 413 in JSON, of known length or not', async () => {
    const project = await newProject();
    const content = Buffer.alloc(50 * MiB, 'x');
    const { body } = await project.upload({ file: { name: 'large.bin', content } });
    const head = await project.ask('HEAD', `/file/${fileIn(body)}`);
    assert.equal(head.headers.get('content-length'), String(50 * MiB));
    const refused = await project.upload({
      file: { name: 'larger.bin', content: Buffer.concat([content, png]) },
    });
    assert.equal(refused.status, 413);
    assert.equal(Object(refused.body).success, false);
    assert.deepEqual(Object.keys(await project.entities()), ['/large.bin', '/main.tex']);
  });

  it('take an upload in chunks, and forget one that breaks off', async () => {
    const project = await newProject();
    const token = await author().browser.csrfToken();
    const boundary = 'a-boundary';
    const parts = [
      `--${boundary}\r\nContent-Disposition: form-data; name="qqfile"; filename="pic.png"\r\n\r\n`,
      png,
      `\r\n--${boundary}--\r\n`,
    ];
    const send = (path: string) =>
      httpRequest(`${url}/project/${project.id}${path}`, {
        method: 'POST',
        headers: {
          cookie: author().browser.cookie,
          'content-type': `multipart/form-data; boundary=${boundary}`,
        },
      });
    const path = `/upload?folder_id=${project.root}&_csrf=${encodeURIComponent(token)}`;
    const chunked = send(path);
    const answered = new Promise((resolve) =>
      chunked.once('response', (response) => resolve(response.statusCode)),
    );
    for (const part of parts) chunked.write(part);
    chunked.end();
    assert.equal(await answered, 200);
    const broken = send(path);
    broken.on('error', () => undefined);
    await new Promise((resolve) => broken.write(parts[0], resolve));
    const closed = new Promise((resolve) => broken.once('close', resolve));
    broken.destroy();
    await closed;
    assert.deepEqual(await project.entities(), { '/main.tex': 'doc', '/pic.png': 'file' });
  });

  it('take one file at a time, and say so', async () => {
    const project = await newProject();
    const form = new FormData();
    for (const name of ['one.tex', 'two.tex']) form.append('qqfile', new Blob([name]), name);
    const token = await author().browser.csrfToken();
    const response = await fetch(`${url}/project/${project.id}/upload?folder_id=${project.root}`, {
      method: 'POST',
      headers: { accept: 'application/json', cookie: author().browser.cookie, 'x-csrf-token': token },
      body: form,
    });
    assert.equal(response.status, 422);
    assert.deepEqual(await response.json(), {
      success: false,
      error: 'the form has more than one file: send each by itself',
    });
    assert.deepEqual(await project.entities(), { '/main.tex': 'doc' });
  });

  it('send files with their names, so that a browser keeps them and runs nothing', async () => {
    const project = await newProject();
    const { body } = await project.upload({ file: { name: 'ünï; x.html', content: '<script>' } });
    const { headers, text } = await project.ask('GET', `/file/${fileIn(body)}`);
    assert.equal(
      headers.get('content-disposition'),
      `attachment; filename="${encodeURIComponent('ünï; x.html')}"`,
    );
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    assert.equal(text, '<script>');
  });
});
