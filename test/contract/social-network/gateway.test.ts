// The HTTP API: that of the page with its cookie, and that of the load scripts.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { eventually } from '#test/harness/eventually';
import { describeForms } from '#test/harness/forms';
import { clientsOf, home, newId, newPerson, noClients, type Person } from '#test/social-network/client';

type Json = Record<string, unknown>;

describeForms('social-network', 'gateway', { skip: noClients }, (deployed) => {
  const network = clientsOf(deployed);
  const { request } = deployed;
  const form = (path: string, fields: Record<string, string>, cookie = '') =>
    request.post(path).set('Cookie', cookie).type('form').send(fields);

  async function logIn({ username, password }: Pick<Person, 'username' | 'password'>): Promise<string> {
    const response = await form('/api/user/login', { username, password }).expect(302);
    assert.equal(response.headers.location, `/main.html?username=${encodeURIComponent(username)}`);
    const cookie = response.headers['set-cookie']?.[0] ?? '';
    assert.match(
      cookie,
      /^login_token=[\w-]+\.[\w-]+\.[\w-]+; Max-Age=86400; Path=\/; .*HttpOnly; SameSite=Lax$/,
    );
    return cookie.split(';')[0] ?? '';
  }

  async function someone(): Promise<Person & { cookie: string }> {
    const person = await newPerson(network);
    return { ...person, cookie: await logIn(person) };
  }

  test('register, log in, say who one is, log out', async () => {
    const [username, password] = [`u${newId()}`, 'pass & word ü'];
    const names = { first_name: 'A', last_name: 'B' };
    const registered = await form('/api/user/register', { ...names, username, password }).expect(302);
    assert.equal(registered.headers.location, '/index.html');
    const cookie = await logIn({ username, password });
    const me = await request.get('/api/user/me').set('Cookie', cookie).expect(200);
    assert.equal(me.body.username, username);
    assert.match(me.body.user_id, /^\d+$/);
    const out = await request.post('/api/user/logout').set('Cookie', cookie).expect(302);
    assert.match(out.headers['set-cookie']?.[0] ?? '', /^login_token=;.*Expires=Thu, 01 Jan 1970/);
    const again = await form('/api/user/register', { ...names, username, password }).expect(500);
    assert.match(again.text, /^User registration failure: /);
    const refused = await form('/api/user/login', { username, password: 'no' }).expect(401);
    assert.equal(refused.text, 'User login failure: the username or the password is wrong');
  });

  test('follow, see who follows whom, unfollow', async () => {
    const [one, two] = [await someone(), await someone()];
    const names = { user_name: one.username, followee_name: two.username };
    const followed = await form('/api/user/follow', names, one.cookie).expect(302);
    assert.equal(followed.headers.location, '/contact.html');
    const followees = await request.get('/api/user/get_followee').set('Cookie', one.cookie).expect(200);
    assert.deepEqual(followees.body, [{ followee_id: `${two.user_id}` }]);
    const followers = await request.get('/api/user/get_follower').set('Cookie', two.cookie).expect(200);
    assert.deepEqual(followers.body, [{ follower_id: `${one.user_id}` }]);
    const ids = { user_id: `${one.user_id}`, followee_id: `${two.user_id}` };
    await form('/api/user/unfollow', ids, one.cookie).expect(302);
    const none = await request.get('/api/user/get_follower').set('Cookie', two.cookie).expect(200);
    assert.deepEqual(none.body, []);
    const unknown = { user_name: one.username, followee_name: `u${newId()}` };
    assert.match((await form('/api/user/follow', unknown, one.cookie).expect(500)).text, /^Follow Failed: /);
  });

  test('post and read timelines: ids are texts, lists are lists', async () => {
    const author = await someone();
    const fields = {
      post_type: '0',
      text: 'a & b = c; 100 % grüße \u{1F600}',
      media_ids: '["4611686018427387905"]',
      media_types: '["png"]',
    };
    const made = await form('/api/post/compose', fields, author.cookie).expect(200);
    assert.equal(made.text, 'Successfully upload post');
    const read = await request.get('/api/user-timeline/read?start=0&stop=10').set('Cookie', author.cookie);
    assert.match(read.headers['content-type'] ?? '', /^application\/json/);
    const [{ post_id, req_id, timestamp, ...rest }] = read.body as [Json];
    for (const id of [post_id, req_id, timestamp]) assert.match(String(id), /^\d{10,19}$/);
    assert.deepEqual(rest, {
      creator: { user_id: `${author.user_id}`, username: author.username },
      text: fields.text,
      user_mentions: [],
      media: [{ media_id: '4611686018427387905', media_type: 'png' }],
      urls: [],
      post_type: 0,
    });
    const nothing = await request.get('/api/home-timeline/read?start=0&stop=10').set('Cookie', author.cookie);
    assert.deepEqual(nothing.body, []);
  });

  test('without a cookie, or with one that is forged or old, nothing is given away', async () => {
    const person = await someone();
    const [head = '', payload = '', signature = ''] = person.cookie.split('=')[1]?.split('.') ?? [];
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const signed = (body: string) => {
      const secret = process.env.TOKEN_SECRET || 'secret';
      return `${head}.${body}.${createHmac('sha256', secret).update(`${head}.${body}`).digest('base64url')}`;
    };
    const { timestamp, ...said } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Json;
    const tokens = [
      `${head}.${encode({ ...said, timestamp, user_id: '1' })}.${signature}`,
      `${encode({ alg: 'none', typ: 'JWT' })}.${payload}.`,
      signed(encode({ ...said, timestamp: String(Number(timestamp) - 3700) })),
      signed(encode({ ...said, timestamp, user_id: 'x' })),
      'nonsense',
    ];
    const paths = ['/api/home-timeline/read?start=0&stop=1', '/api/user/get_follower', '/api/user/me'];
    await request.get('/api/user/me').expect(200, 'null');
    for (const path of paths) {
      if (path !== '/api/user/me') await request.get(path).expect(401);
      for (const token of tokens) await request.get(path).set('Cookie', `login_token=${token}`).expect(401);
    }
    const post = { post_type: '0', text: 'x' };
    assert.equal((await form('/api/post/compose', post).expect(302)).headers.location, '/index.html');
    await form('/api/post/compose', post, `login_token=${tokens[0]}`).expect(401);
    await form('/api/user/follow', { user_name: 'x', followee_name: person.username }).expect(401);
    const other = await newPerson(network);
    const inTheNameOf = { user_name: other.username, followee_name: person.username };
    await form('/api/user/follow', inTheNameOf, person.cookie).expect(401);
  });

  test('the routes of the load scripts', async () => {
    const ids = [newId(), newId()].map(String) as [string, string];
    const names = ids.map((id) => `username_${id}`) as [string, string];
    for (const [index, user_id] of ids.entries()) {
      const user = {
        first_name: 'f',
        last_name: 'l',
        username: names[index] as string,
        password: 'p',
        user_id,
      };
      assert.equal((await form('/wrk2-api/user/register', user).expect(200)).text, 'Success!');
    }
    const byName = { user_name: names[0], followee_name: names[1] };
    assert.equal((await form('/wrk2-api/user/follow', byName).expect(200)).text, 'Success!');
    const body =
      `username=${names[1]}&user_id=${ids[1]}&text=hello @${names[0]} http://a.b&` +
      `media_ids=["123456789012345678","5"]&media_types=["png","png"]&post_type=0`;
    const composed = await request.post('/wrk2-api/post/compose').type('form').send(body).expect(200);
    assert.equal(composed.text, 'Successfully upload post');
    const read = (name: string, id: string) =>
      request.get(`/wrk2-api/${name}/read?user_id=${id}&start=0&stop=10`).expect(200);
    const [own] = (await read('user-timeline', ids[1])).body as [Json];
    assert.deepEqual(own.media, [
      { media_id: '123456789012345678', media_type: 'png' },
      { media_id: '5', media_type: 'png' },
    ]);
    assert.deepEqual(own.user_mentions, [{ user_id: ids[0], username: names[0] }]);
    await eventually(async () => assert.deepEqual((await read('home-timeline', ids[0])).body, [own]));
    const byId = { user_id: ids[0], followee_id: ids[1] };
    assert.equal((await form('/wrk2-api/user/unfollow', byId).expect(200)).text, 'Success!');
    assert.equal((await home(network, { user_id: BigInt(ids[0]) } as Person)).length, 1);
  });

  const wrong: [path: string, fields: Record<string, string>, words: RegExp][] = [
    ['/wrk2-api/user/register', { username: 'x' }, /Incomplete arguments: first_name/],
    ['/wrk2-api/user/follow', { user_id: '1' }, /Incomplete arguments/],
    ['/wrk2-api/user/follow', { user_id: '-1', followee_id: '2' }, /user_id must be a whole number/],
    ['/wrk2-api/user/follow', { user_id: '9223372036854775808', followee_id: '2' }, /2\^63-1/],
    ['/wrk2-api/post/compose', { user_id: '1', username: 'x', text: 'x' }, /post_type/],
    [
      '/wrk2-api/post/compose',
      { user_id: '1', username: 'x', text: 'x', post_type: 'x' },
      /post_type must be/,
    ],
    [
      '/wrk2-api/post/compose',
      { user_id: '1', username: 'x', text: 'x', post_type: '0', media_ids: '[x' },
      /media_ids must be a JSON array/,
    ],
    [
      '/wrk2-api/post/compose',
      { user_id: '1', username: 'x', text: 'x', post_type: '0', media_ids: '[{}]' },
      /media_ids must be/,
    ],
    ['/api/user/register', { username: 'x' }, /Incomplete arguments/],
    ['/api/user/login', { username: 'x' }, /Incomplete arguments: password/],
  ];

  for (const [path, fields, words] of wrong) {
    test(`bad input is named: ${path} ${JSON.stringify(fields)}`, async () => {
      assert.match((await form(path, fields).expect(400)).text, words);
    });
  }

  test('media_ids and media_types that do not belong together fail with the reason', async () => {
    const fields = { user_id: '1', username: 'x', text: 'x', post_type: '0', media_ids: '["1"]' };
    assert.match(
      (await form('/wrk2-api/post/compose', fields).expect(500)).text,
      /^compose_post failure: .*media/,
    );
  });

  test('pages of timelines that cannot be are empty, and a missing page is told', async () => {
    const { user_id } = await newPerson(network);
    for (const [start, stop] of [
      ['5', '5'],
      ['-1', '3'],
      ['7', '2'],
    ])
      assert.deepEqual(
        (await request.get(`/wrk2-api/user-timeline/read?user_id=${user_id}&start=${start}&stop=${stop}`))
          .body,
        [],
      );
    await request.get(`/wrk2-api/user-timeline/read?user_id=${user_id}`).expect(400);
  });

  test('other origins may ask, unknown paths are 404, the page is served', async () => {
    const asked = await request.options('/api/post/compose').expect(204);
    assert.equal(asked.headers['access-control-allow-origin'], '*');
    assert.equal(asked.headers['access-control-max-age'], '1728000');
    await request.get('/api/nothing').expect(404);
    for (const path of ['/', '/main.html', '/contact.html'])
      assert.match((await request.get(path).expect(200)).text, /<title>Social Network<\/title>/);
  });
});
