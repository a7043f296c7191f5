import assert from 'node:assert/strict';
import { it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { ObjectId } from 'mongodb';
import supertest from 'supertest';
import { describeForms, withoutAddressOf } from '#test/harness/forms';

const newId = (): string => new ObjectId().toHexString();
const MiB = 1024 * 1024;

interface Doc {
  _id: string;
  lines: string[];
  rev: number;
  version: number;
}

describeForms('overleaf', 'docstore', { skip: withoutAddressOf('docstore') }, ({ services }) => {
  const url = services.docstore ?? '';
  const request = supertest(url);

  /** Writes lines, compressed, because an activation takes 1 MiB. */
  async function write(path: string, lines: string[], version = 1): Promise<[status: number, body: unknown]> {
    const body = gzipSync(JSON.stringify({ lines, version, ranges: {} }));
    const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
    const response = await fetch(url + path, { method: 'POST', headers, body });
    return [response.status, response.status === 200 ? await response.json() : await response.text()];
  }
  const read = async (path: string): Promise<Doc> => (await (await fetch(url + path)).json()) as Doc;

  it('keeps 2 MiB of text, and refuses more with 413', async () => {
    const path = `/project/${newId()}/doc/${newId()}`;
    assert.deepEqual(await write(path, ['a'.repeat(2 * MiB)]), [200, { modified: true, rev: 1 }]);
    assert.equal((await read(path)).lines[0]?.length, 2 * MiB);
    const [status, text] = await write(path, ['a'.repeat(2 * MiB + 1)]);
    assert.equal(status, 413);
    assert.match(String(text), /2097153 bytes.*2097152/);
    const lines = Array(2048).fill('a'.repeat(1024));
    assert.deepEqual(await write(path, lines), [200, { modified: true, rev: 2 }], 'line ends do not count');
    assert.equal((await write(path, ['\u0001'.repeat(MiB)]))[0], 413, 'six bytes of JSON for each character');
  });

  it('lists deleted documents, the latest first, and not among the others', async () => {
    const project = newId();
    const docs = [3, 1, 2].map((day) => ({ id: newId(), deletedAt: `2026-01-0${day}T00:00:00.000Z` }));
    for (const { id, deletedAt } of docs) {
      assert.equal((await write(`/project/${project}/doc/${id}`, [id]))[0], 200);
      const body = { deleted: true, name: `${deletedAt}.tex`, deletedAt };
      await request.patch(`/project/${project}/doc/${id}`).send(body).expect(204);
    }
    const kept = newId();
    await write(`/project/${project}/doc/${kept}`, ['kept']);
    const { body: deleted } = await request.get(`/project/${project}/doc-deleted`).expect(200);
    const latestFirst = [0, 2, 1].map((index) => docs[index]?.id);
    assert.deepEqual(
      (deleted as Doc[]).map(({ _id }) => _id),
      latestFirst,
    );
    const { body: others } = await request.get(`/project/${project}/doc`).expect(200);
    assert.deepEqual(
      (others as Doc[]).map(({ _id }) => _id),
      [kept],
    );
    const asNumber = { deleted: true, name: 'n.tex', deletedAt: 1619863200000 };
    await request.patch(`/project/${project}/doc/${kept}`).send(asNumber).expect(204);
  });

  it('does not lose a write to another one at the same time', async () => {
    const path = `/project/${newId()}/doc/${newId()}`;
    await write(path, ['first']);
    const writes = await Promise.all([1, 2, 3, 4, 5].map((each) => write(path, [`${each}`])));
    const accepted = writes.filter(([status]) => status === 200);
    for (const [status] of writes) assert.ok(status === 200 || status === 409, `${status}`);
    const { rev, lines } = await read(path);
    assert.equal(rev, 1 + accepted.length);
    assert.ok(accepted.some(([, body]) => (body as { rev: number }).rev === rev) && lines.length === 1);
  });

  it('reads, lists and destroys documents in the archive', async () => {
    const project = newId();
    const ids = [newId(), newId(), newId()];
    for (const id of ids) await write(`/project/${project}/doc/${id}`, [`text of ${id}`, 'ö'], 7);
    await request.post(`/project/${project}/archive`).expect(204);
    const peeked = await request.get(`/project/${project}/doc/${ids[0]}/peek`).expect(200);
    assert.equal(peeked.headers['x-doc-status'], 'archived');
    assert.deepEqual(peeked.body.lines, [`text of ${ids[0]}`, 'ö']);
    // Several requests want the same document back.
    const docs = await Promise.all([1, 2, 3, 4].map(() => read(`/project/${project}/doc/${ids[0]}`)));
    for (const { lines, version, rev } of docs)
      assert.deepEqual([lines[0], version, rev], [`text of ${ids[0]}`, 7, 2]);
    const { body } = await request.get(`/project/${project}/doc`).expect(200);
    assert.equal(body.length, 3);
    await request.post(`/project/${project}/archive`).expect(204);
    await request.post(`/project/${project}/destroy`).expect(204);
    await request.get(`/project/${project}/doc/${ids[0]}`).expect(404);
  });
});
