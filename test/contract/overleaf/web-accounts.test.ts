import assert from 'node:assert/strict';
import { it } from 'node:test';
import { ObjectId } from 'mongodb';
import { describeForms } from '#test/harness/forms';
import { isLoggedIn, newEmail, type Person, register, withDatabase } from '#test/overleaf/accounts';
import { openBrowser } from '#test/overleaf/browser';
import { newProject } from '#test/overleaf/projects';

const page = { accept: 'text/html' };
const withoutStore = process.env.MONGO_URL ? false : 'MONGO_URL does not name the store';

/** Another browser in which somebody is logged in. */
async function elsewhere(url: string, { email, password }: Person): Promise<Pick<Person, 'browser'>> {
  const browser = openBrowser(url);
  await browser.logIn(email, password);
  return { browser };
}

describeForms('overleaf', 'registering', ({ url }) => {
  const send = (body: object) => openBrowser(url).post('/register', body);

  it('logs in, under the name before the @ unless another one is given', async () => {
    const { browser, email } = await register(url, { email: newEmail('Grace') });
    const { body } = await browser.get('/user/personal_info');
    const { first_name, signUpDate, id, ...rest } = body as Record<string, string>;
    assert.deepEqual([first_name, rest], ['grace', { email: email.toLowerCase() }]);
    assert.ok(Math.abs(Date.parse(signUpDate ?? '') - Date.now()) < 60_000);
    assert.match(id ?? '', /^[0-9a-f]{24}$/);
    const named = openBrowser(url);
    const sent = { email: newEmail(), password: 'secret123', first_name: 'Ada', last_name: 'Lovelace' };
    assert.deepEqual((await named.post('/register', sent)).body, { redir: '/project' });
    assert.equal(Object((await named.get('/user/personal_info')).body).last_name, 'Lovelace');
  });

  it('refuses bad addresses and weak passwords with a reason, and creates nothing', async () => {
    const email = newEmail('longname');
    for (const bad of [
      {},
      { email },
      { email, password: 'short' },
      { email, password: 'x'.repeat(73) },
      { email, password: 'my-longname-1' },
      { email, password: { length: 10 } },
      { email: 'nonsense', password: 'secret123' },
      { email: [email], password: 'secret123' },
      { email, password: 'secret123', first_name: 'x'.repeat(256) },
    ]) {
      const { status, body } = await send(bad);
      assert.equal(status, 400, JSON.stringify(bad));
      assert.deepEqual(Object.keys(Object(body)), ['message']);
    }
    assert.equal((await send({ email, password: 'secret123' })).status, 200);
  });

  it('gives an address once, also when several ask at the same time', async () => {
    const email = newEmail();
    const answers = await Promise.all(
      [email, email.toUpperCase(), email, email].map((each) => send({ email: each, password: 'secret123' })),
    );
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409, 409, 409]);
    assert.equal(typeof Object(answers.find(({ status }) => status === 409)?.body).message, 'string');
  });

  it('shows people the form again, with the reason', async () => {
    const form = { email: newEmail(), password: 'short' };
    const shown = await openBrowser(url).ask('POST', '/register', { form, ...page });
    assert.equal(shown.status, 400);
    assert.match(shown.text, /role="alert">the password is too short/);
    assert.match(shown.text, new RegExp(`value="${form.email}"`));
  });

  it('makes nobody an administrator who only says so', async () => {
    const browser = openBrowser(url);
    await browser.post('/register', {
      email: newEmail(),
      password: 'secret123',
      isAdmin: true,
      isFirstAdmin: true,
    });
    const answer = await browser.get('/admin', page);
    assert.equal(answer.headers.get('location'), '/restricted?from=%2Fadmin');
  });
});

describeForms('overleaf', 'the settings of an account', { skip: withoutStore }, ({ url, form }) => {
  it('keep what users may change and ignore all else', async () => {
    const ada = await register(url);
    const sent = {
      first_name: '  Ada ',
      role: 'countess',
      editorTheme: 'monokai',
      fontSize: '14',
      autoComplete: 'false',
      isAdmin: true,
      hashedPassword: 'x',
      'ace.mode': 'x',
      _id: 'x',
    };
    assert.deepEqual((await ada.browser.post('/user/settings', sent)).text, 'OK');
    const stored = await withDatabase(form, (db) => db.collection('users').findOne({ email: ada.email }));
    const { first_name, role, isAdmin, ace } = Object(stored);
    assert.deepEqual([first_name, role, isAdmin], ['Ada', 'countess', false]);
    assert.deepEqual([ace.theme, ace.fontSize, ace.autoComplete, ace.mode], ['monokai', 14, false, 'none']);
  });

  it('refuse bad values, and an address that another one has', async () => {
    const [ada, eve] = [await register(url), await register(url)];
    for (const bad of [
      { email: 'nonsense' },
      { last_name: 'x'.repeat(256) },
      { fontSize: 'huge' },
      { mode: {} },
      { autoComplete: 'maybe' },
    ])
      assert.equal((await ada.browser.post('/user/settings', bad)).status, 400, JSON.stringify(bad));
    assert.equal((await ada.browser.post('/user/settings', { email: eve.email })).status, 409);
    const email = newEmail();
    assert.equal((await ada.browser.post('/user/settings', { email: email.toUpperCase() })).status, 200);
    const emails = (await ada.browser.get('/user/emails')).body as { email: string }[];
    assert.deepEqual(
      emails.map((each) => each.email),
      [email],
    );
    await openBrowser(url).logIn(email, ada.password);
  });

  it('are a page with forms, in which names are text', async () => {
    const { browser } = await register(url);
    const form_ = { first_name: '<script>alert(1)</script>' };
    const saved = await browser.ask('POST', '/user/settings', { form: form_, ...page });
    assert.deepEqual([saved.status, saved.headers.get('location')], [302, '/user/settings?saved']);
    const { text } = await browser.get('/user/settings', page);
    assert.doesNotMatch(text, /<script>alert/);
    assert.match(text, /value="&lt;script&gt;alert/);
    const refused = await browser.ask('POST', '/user/settings', { form: { email: 'x' }, ...page });
    assert.deepEqual([refused.status, /role="alert"/.test(refused.text)], [400, true]);
  });

  it('include the password, whose change ends all other sessions', async () => {
    const ada = await register(url);
    const [other, another] = [await elsewhere(url, ada), await elsewhere(url, ada)];
    const change = (currentPassword: string, newPassword1: string, newPassword2 = newPassword1) =>
      ada.browser.post('/user/password/update', { currentPassword, newPassword1, newPassword2 });
    assert.equal((await change('wrong', 'changed123')).status, 400);
    assert.equal((await change(ada.password, 'changed123', 'changed124')).status, 400);
    assert.equal((await change(ada.password, 'short')).status, 400);
    assert.ok(await isLoggedIn(other));
    const { status, body } = await change(ada.password, 'changed123');
    const { email } = ada;
    assert.deepEqual(
      [status, body],
      [200, { message: { type: 'success', email, text: 'Password changed' } }],
    );
    assert.deepEqual(await Promise.all([ada, other, another].map(isLoggedIn)), [true, false, false]);
    await openBrowser(url).logIn(email, 'changed123');
    const old = await openBrowser(url).post('/login', { email, password: ada.password });
    assert.equal(Object(old.body).redir, undefined);
  });

  it('let a user end the sessions elsewhere', async () => {
    const ada = await register(url);
    const other = await elsewhere(url, ada);
    assert.equal((await ada.browser.post('/user/sessions/clear')).status, 201);
    assert.deepEqual(await Promise.all([ada, other].map(isLoggedIn)), [true, false]);
  });

  it('let a user delete the account and its projects, with the password', async () => {
    const ada = await register(url);
    const project = await withDatabase(form, (db) => newProject(db, new ObjectId(ada.id)));
    const other = await elsewhere(url, ada);
    for (const body of [{}, { password: 'wrong' }, { password: { $ne: '' } }])
      assert.equal((await ada.browser.post('/user/delete', body)).status, 403, JSON.stringify(body));
    assert.equal((await ada.browser.post('/user/delete', { password: ada.password })).status, 200);
    assert.deepEqual(await Promise.all([ada, other].map(isLoggedIn)), [false, false]);
    const kept = await withDatabase(form, (db) =>
      db.collection('deletedUsers').findOne({ 'user.email': ada.email }),
    );
    assert.equal(String(kept?.user._id), ada.id);
    assert.equal(kept?.user.hashedPassword, undefined);
    const left = await withDatabase(form, (db) =>
      db.collection('projects').countDocuments({ _id: new ObjectId(project) }),
    );
    assert.equal(left, 0);
    await register(url, { email: ada.email });
  });
});
