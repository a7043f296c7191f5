import assert from 'node:assert/strict';
import { it } from 'node:test';
import { ObjectId } from 'mongodb';
import supertest from 'supertest';
import { describeForms, withoutAddressOf } from '#test/harness/forms';

const newId = (): string => new ObjectId().toHexString();

interface Tag {
  _id: string;
  user_id: string;
  name: string;
  project_ids: string[];
}

describeForms('overleaf', 'tags', { skip: withoutAddressOf('tags') }, ({ services }) => {
  const request = supertest(services.tags ?? '');
  const tagsOf = async (user: string): Promise<Tag[]> =>
    (await request.get(`/user/${user}/tag`).expect(200)).body as Tag[];
  const create = async (user: string, name: string): Promise<Tag> =>
    (await request.post(`/user/${user}/tag`).send({ name }).expect(200)).body as Tag;

  it('are created once for each name, and listed oldest first', async () => {
    const user = newId();
    assert.deepEqual(await tagsOf(user), []);
    const thesis = await create(user, 'thesis');
    assert.deepEqual(thesis, { _id: thesis._id, user_id: user, name: 'thesis', project_ids: [] });
    const again = await Promise.all(
      ['thesis', 'thesis', 'papers', 'papers'].map((name) => create(user, name)),
    );
    assert.equal(new Set(again.map(({ _id }) => _id)).size, 2);
    assert.deepEqual(
      (await tagsOf(user)).map(({ name }) => name),
      ['thesis', 'papers'],
    );
  });

  it('hold projects, which are added and removed, by the id or the name of the tag', async () => {
    const [user, one, other] = [newId(), newId(), newId()];
    const { _id } = await create(user, 'mine');
    for (const project of [one, one, other])
      await request.post(`/user/${user}/tag/${_id}/project/${project}`).expect(204);
    await request.post(`/user/${user}/tag/project/${one}`).send({ name: 'new' }).expect(204);
    const held = async () => (await tagsOf(user)).map(({ name, project_ids }) => [name, ...project_ids]);
    assert.deepEqual(await held(), [
      ['mine', one, other],
      ['new', one],
    ]);
    await request.delete(`/user/${user}/tag/${_id}/project/${other}`).expect(204);
    assert.deepEqual((await held())[0], ['mine', one]);
    await request.delete(`/user/${user}/project/${one}`).expect(204);
    assert.deepEqual(await held(), [['mine'], ['new']]);
  });

  it('are renamed, but not to the name of another one, and deleted', async () => {
    const user = newId();
    const [first, second] = [await create(user, 'a'), await create(user, 'b')];
    await request.post(`/user/${user}/tag/${first._id}/rename`).send({ name: 'c' }).expect(204);
    await request.post(`/user/${user}/tag/${first._id}/rename`).send({ name: 'b' }).expect(409);
    await request.delete(`/user/${user}/tag/${second._id}`).expect(204);
    assert.deepEqual(
      (await tagsOf(user)).map(({ name }) => name),
      ['c'],
    );
  });

  it('of another user are not touched', async () => {
    const [user, stranger] = [newId(), newId()];
    const { _id } = await create(user, 'mine');
    await request.post(`/user/${stranger}/tag/${_id}/rename`).send({ name: 'x' }).expect(204);
    await request.post(`/user/${stranger}/tag/${_id}/project/${newId()}`).expect(204);
    await request.delete(`/user/${stranger}/tag/${_id}`).expect(204);
    assert.deepEqual(await tagsOf(user), [{ _id, user_id: user, name: 'mine', project_ids: [] }]);
  });

  it('are given to another user, and united with the tags of the same name', async () => {
    const [from, to, one, other] = [newId(), newId(), newId(), newId()];
    for (const [user, project] of [
      [from, one],
      [to, other],
    ])
      await request.post(`/user/${user}/tag/project/${project}`).send({ name: 'both' }).expect(204);
    await create(from, 'only');
    await request.put(`/user/${from}/tag`).send({ user_id: to }).expect(204);
    assert.deepEqual(await tagsOf(from), []);
    const given = (await tagsOf(to)).map(({ name, project_ids }) => [name, [...project_ids].sort()]);
    assert.deepEqual(given, [
      ['both', [one, other].sort()],
      ['only', []],
    ]);
  });

  it('refuse bad ids and bodies', async () => {
    const user = newId();
    await request.get('/user/abc/tag').expect(400);
    for (const body of [{}, { name: '' }, { name: 5 }, { name: 'x'.repeat(51) }])
      await request.post(`/user/${user}/tag`).send(body).expect(400);
    await request.post(`/user/${user}/tag/abc/rename`).send({ name: 'x' }).expect(400);
    await request.post(`/user/${user}/tag/${newId()}/project/abc`).expect(400);
  });
});
