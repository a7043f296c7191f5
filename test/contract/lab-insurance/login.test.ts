// Who logs in gets a token that opens the gateway.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import supertest from 'supertest';
import { agentOf } from '#apps/lab-insurance/tokens';
import { describeForms, withoutAddressOf } from '#test/harness/forms';
import { atOnce } from '#test/harness/many';
import { jwtSecret, login } from '#test/lab-insurance/client';

describeForms('lab-insurance', 'auth', (deployed) => {
  const { request, services } = deployed;
  const logIn = (username: unknown, password: unknown) => request.post('/login').send({ username, password });

  const agents: [login: string, password: string, roles: string[], avatar: string][] = [
    ['admin', 'admin', ['TRI', 'HSI'], 'static/avatars/admin.png'],
    ['jimmy.solid', 'secret', ['TRI', 'HSI', 'FAI', 'CAR'], 'static/avatars/jimmy_solid.png'],
    ['danny.solid', 'secret', ['TRI', 'HSI'], 'static/avatars/danny_solid.png'],
    ['agent1', 'agent1', ['TRI', 'HSI'], 'static/avatars/agent1.png'],
  ];
  for (const [username, password, roles, avatar] of agents)
    it(`gives ${username} a token for a day`, async () => {
      const { body, headers } = await logIn(username, password).expect(200);
      const { access_token: token, ...rest } = body as { access_token: string };
      assert.deepEqual(rest, { username, roles, avatar, token_type: 'Bearer', expires_in: 86_400 });
      assert.match(headers['content-type'] ?? '', /^application\/json/);
      const agent = { login: username, roles, avatar };
      assert.deepEqual(await agentOf(token, jwtSecret), agent);
      assert.deepEqual(await agentOf(token, jwtSecret, Date.now() + 86_000_000), agent);
      assert.equal(await agentOf(token, jwtSecret, Date.now() + 86_401_000), undefined);
    });

  it('takes a form, and properties that it does not know', async () => {
    const credentials = { username: 'agent1', password: 'agent1' };
    await request.post('/login').type('form').send(credentials).expect(200);
    await request
      .post('/login')
      .send({ ...credentials, extra: { a: 1 } })
      .expect(200);
  });

  it('tells nobody whether the name or the password was wrong', async () => {
    const answers = [];
    for (const [username, password] of [
      ['jimmy.solid', 'wrong'],
      ['jimmy.solid', 'Secret'],
      ['nobody', 'secret'],
      ['annn.wolf', 'secret'],
      ['Jimmy.Solid', 'secret'],
      [' jimmy.solid ', 'secret'],
      ["' or '1'='1", "' or '1'='1"],
      ['admin', 'x'.repeat(10_000)],
    ])
      answers.push((await logIn(username, password).expect(401)).body);
    await request
      .post('/login')
      .type('form')
      .send({ username: 'agent1', password: 'x' })
      .expect(401, answers[0]);
    for (const answer of answers) assert.deepEqual(answer, answers[0]);
    assert.equal(answers[0].code, 'UNAUTHORIZED');
  });

  const wrong: [sent: object | string, type: string, status: number, message: RegExp][] = [
    [{ username: 'agent1' }, 'json', 400, /^password: /],
    [{ password: 'agent1' }, 'json', 400, /^username: /],
    [
      { username: '', password: ' ' },
      'json',
      400,
      /^username: must not be blank; password: must not be blank$/,
    ],
    [{ username: null, password: null }, 'json', 400, /^username: .*; password: /],
    [{ username: 1, password: 2 }, 'json', 400, /^username: must be a text; password: must be a text$/],
    [{ username: { $gt: '' }, password: 'x' }, 'json', 400, /^username: must be a text$/],
    ['username[a]=1&password=x', 'form', 400, /^username: must be a text$/],
    ['username=agent1', 'form', 400, /^password: /],
    [[], 'json', 400, /object/],
    ['{"username":', 'json', 400, /JSON/],
    ['null', 'json', 400, /./],
    ['', 'json', 400, /./],
    ['{"username":"agent1","password":"agent1"}', 'text', 415, /application\/json/],
  ];
  for (const [sent, type, status, message] of wrong)
    it(`refuses ${type} ${JSON.stringify(sent)} and says why`, async () => {
      const { body } = await request.post('/login').type(type).send(sent).expect(status);
      assert.match(body.message, message);
      assert.equal(body.code, status === 415 ? 'UNSUPPORTED_MEDIA_TYPE' : 'VALIDATION');
    });

  it('logs in twenty at once', async () => {
    const tokens = await atOnce(20, () => login(deployed, 'danny.solid'));
    for (const token of tokens) assert.equal((await agentOf(token, jwtSecret))?.login, 'danny.solid');
  });

  it('is asked by POST, from any page', async () => {
    for (const verb of ['get', 'put', 'delete'] as const) {
      const { body } = await request[verb]('/login').expect('Allow', 'POST').expect(405);
      assert.equal(body.code, 'METHOD_NOT_ALLOWED');
    }
    const asked = await request
      .options('/login')
      .set('Origin', 'http://ui.example')
      .set('Access-Control-Request-Method', 'POST')
      .set('Access-Control-Request-Headers', 'content-type');
    assert.ok([200, 204].includes(asked.status));
    assert.equal(asked.headers['access-control-allow-origin'], '*');
    assert.match(asked.headers['access-control-allow-methods'] ?? '', /POST/);
    assert.match(asked.headers['access-control-allow-headers'] ?? '', /content-type|\*/i);
    const { headers } = await logIn('agent1', 'agent1').set('Origin', 'http://ui.example').expect(200);
    assert.equal(headers['access-control-allow-origin'], '*');
  });

  it('knows no other paths, and says that it is well', {
    skip: withoutAddressOf('auth')(deployed),
  }, async () => {
    const auth = supertest(services.auth ?? '');
    assert.equal((await auth.get('/nosuch').expect(404)).body.code, 'NOT_FOUND');
    await auth.get('/health').expect(200, { status: 'UP' });
  });
});
