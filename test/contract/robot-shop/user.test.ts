import assert from 'node:assert/strict';
import { it } from 'node:test';
import { describeForms } from '#test/harness/forms';
import { atOnce, unique } from '#test/harness/many';

describeForms('robot-shop', 'user', ({ request }) => {
  const at = (path: string) => `/api/user/${path}`;
  const register = async (name = unique('user')) => {
    await request.post(at('register')).send({ name, password: 'pw', email: 'a@b.c' }).expect(200, 'OK');
    return name;
  };
  const order = (name: string, orderid: string) =>
    request.post(at(`order/${name}`)).send({ orderid, cart: { total: 5, tax: 1, items: [] } });
  const orderids = async (path: string) => {
    const { body } = await request.get(at(path)).expect(200);
    return (body as { history: { orderid: string }[] }).history.map(({ orderid }) => orderid);
  };

  it('says that its store answers', async () => {
    await request.get(at('health')).expect(200, { app: 'OK', mongo: true });
  });

  it('gives every anonymous visitor another id', async () => {
    const ids = await atOnce(
      10,
      async () => (await request.get(at('uniqueid')).expect(200)).body.uuid as string,
    );
    assert.equal(new Set(ids).size, 10);
    for (const id of ids) assert.match(id, /^anonymous-\d+$/);
  });

  it('knows who is registered', async () => {
    await request.get(at('check/user')).expect(200, 'OK');
    await request.get(at(`check/${unique('nobody')}`)).expect(404, 'user not found');
  });

  it('shows accounts without passwords', async () => {
    const { body } = await request.get(at('users')).expect(200);
    assert.ok(body.length >= 3);
    for (const account of body) assert.deepEqual(Object.keys(account).sort(), ['_id', 'email', 'name']);
  });

  it('logs in by JSON and by form, and tells no password', async () => {
    const { body } = await request.post(at('login')).send({ name: 'stan', password: 'bigbrain' }).expect(200);
    assert.deepEqual(Object.keys(body).sort(), ['_id', 'email', 'name']);
    await request.post(at('login')).type('form').send({ name: 'user', password: 'password' }).expect(200);
  });

  it('refuses wrong names and passwords', async () => {
    await request.post(at('login')).send({ name: 'user', password: 'x' }).expect(404, 'incorrect password');
    await request
      .post(at('login'))
      .send({ name: unique('nobody'), password: 'x' })
      .expect(404, 'name not found');
  });

  it('takes nothing but texts for names and passwords', async () => {
    const wrong = [
      {},
      { name: 'user' },
      { name: { $gt: '' }, password: 'x' },
      { name: 'user', password: { $ne: '' } },
    ];
    for (const body of wrong) {
      await request.post(at('login')).send(body).expect(400, 'name or passowrd not supplied');
    }
    await request.post(at('register')).send({ name: 'x' }).expect(400, 'insufficient data');
    await request
      .post(at('register'))
      .send({ name: {}, password: 'x', email: 'x' })
      .expect(400, 'insufficient data');
    await request.post(at('login')).type('json').send('{"name":').expect(400);
  });

  it('registers a name once, also when two want it at the same time', async () => {
    const name = unique('user');
    const account = { name, password: 'pw', email: 'a@b.c' };
    const answers = await atOnce(5, () => request.post(at('register')).send(account));
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 400, 400, 400, 400]);
    for (const { text } of answers) assert.match(text, /^(OK|name already exists)$/);
    await request.post(at('login')).send({ name, password: 'pw' }).expect(200);
  });

  it('keeps the orders of those who are registered, oldest first', async () => {
    const name = await register();
    await request.get(at(`history/${name}`)).expect(404, 'history not found');
    assert.deepEqual(await orderids(`history/${name}?missing=empty`), []);
    for (const orderid of ['o-1', 'o-2', 'o-3']) await order(name, orderid).expect(200, 'OK');
    assert.deepEqual(await orderids(`history/${name}`), ['o-1', 'o-2', 'o-3']);
    const { body } = await request.get(at(`history/${name}`)).expect(200);
    assert.deepEqual(Object.keys(body).sort(), ['_id', 'history', 'name']);
    assert.deepEqual(body.history[0], { orderid: 'o-1', cart: { total: 5, tax: 1, items: [] } });
  });

  it('keeps an order once, however often it comes', async () => {
    const name = await register();
    await atOnce(5, async () => (await order(name, 'o-1')).status);
    await order(name, 'o-1').expect(200, 'OK');
    assert.deepEqual(await orderids(`history/${name}`), ['o-1']);
  });

  it('loses no order that comes at the same time as others', async () => {
    const name = await register();
    await atOnce(20, (index) => order(name, `o-${index}`).expect(200));
    assert.equal((await orderids(`history/${name}`)).length, 20);
  });

  it('shows a history in parts', async () => {
    const name = await register();
    for (const orderid of ['o-1', 'o-2', 'o-3']) await order(name, orderid);
    assert.deepEqual(await orderids(`history/${name}?limit=2`), ['o-1', 'o-2']);
    assert.deepEqual(await orderids(`history/${name}?limit=2&after=o-2`), ['o-3']);
    assert.deepEqual(await orderids(`history/${name}?after=o-3`), []);
    await request.get(at(`history/${name}?limit=0`)).expect(400);
    await request.get(at(`history/${name}?after=nosuch`)).expect(400);
  });

  it('keeps no orders of others', async () => {
    await order(unique('nobody'), 'o-1').expect(404, 'name not found');
    for (const query of ['', '?missing=empty'])
      await request.get(at(`history/${unique('nobody')}${query}`)).expect(404, 'history not found');
    await request.post(at('order/user')).send({}).expect(400);
  });
});
