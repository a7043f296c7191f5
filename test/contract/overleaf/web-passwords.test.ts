import assert from 'node:assert/strict';
import { it } from 'node:test';
import { type DeployedForm, describeForms } from '#test/harness/forms';
import { isLoggedIn, makeAdmin, newEmail, type Person, register } from '#test/overleaf/accounts';
import { openBrowser } from '#test/overleaf/browser';
import { linkIn, mailsTo } from '#test/overleaf/mails';

const page = { accept: 'text/html' };
const withoutStore = process.env.MONGO_URL ? false : 'MONGO_URL does not name the store';
const withoutFolder = ({ folder }: DeployedForm): string | false =>
  folder === undefined && 'the folder of mails is not known';

describeForms('overleaf', 'a forgotten password', { skip: withoutFolder }, ({ url, folder }) => {
  const ask = (email: unknown) => openBrowser(url).post('/user/password/reset', { email });
  const choose = (passwordResetToken: string, password: string, browser = openBrowser(url)) =>
    browser.post('/user/password/set', { passwordResetToken, password });

  async function tokenFor(email: string): Promise<string> {
    assert.equal((await ask(email)).status, 200);
    const link = linkIn((await mailsTo(folder, email)).at(-1) ?? '');
    return new URL(link, url).searchParams.get('passwordResetToken') ?? '';
  }

  it('is replaced by a link in a mail, which logs in and ends all other sessions', async () => {
    const ada = await register(url);
    const link = linkIn((await tokenFor(ada.email)) && ((await mailsTo(folder, ada.email)).at(-1) ?? ''));
    const browser = openBrowser(url);
    const form = await browser.get(link, page);
    assert.equal(form.status, 200);
    assert.equal(form.headers.get('referrer-policy'), 'no-referrer');
    const token = new URL(link, url).searchParams.get('passwordResetToken') ?? '';
    assert.match(form.text, new RegExp(`name="passwordResetToken" value="${token}"`));
    const set = await choose(token, 'changed123', browser);
    assert.deepEqual([set.status, set.body], [200, { redir: '/project' }]);
    assert.deepEqual(await Promise.all([{ browser }, ada].map(isLoggedIn)), [true, false]);
    await openBrowser(url).logIn(ada.email, 'changed123');
  });

  it('can be replaced in a browser that is logged in already', async () => {
    const ada = await register(url);
    assert.equal((await choose(await tokenFor(ada.email), 'changed123', ada.browser)).status, 200);
    assert.ok(await isLoggedIn(ada));
  });

  it('is replaced once by a link, also when two use it at the same time', async () => {
    const { email } = await register(url);
    const token = await tokenFor(email);
    const passwords = ['first-one1', 'second-one2', 'third-one3'];
    const answers = await Promise.all(passwords.map((password) => choose(token, password)));
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 404, 404]);
    const winner = passwords[answers.findIndex(({ status }) => status === 200)] ?? '';
    await openBrowser(url).logIn(email, winner);
    assert.equal((await openBrowser(url).get(`/user/password/set?passwordResetToken=${token}`)).status, 404);
  });

  it('keeps the link good after a refused password', async () => {
    const { email } = await register(url, { email: newEmail('longname') });
    const token = await tokenFor(email);
    for (const weak of ['short', 'my-longname-1', 'x'.repeat(73), ''])
      assert.equal((await choose(token, weak)).status, 400, weak);
    assert.equal((await choose(token, 'changed123')).status, 200);
  });

  it('is not replaced by a link to an address that the user has given up', async () => {
    const ada = await register(url);
    const token = await tokenFor(ada.email);
    await ada.browser.post('/user/settings', { email: newEmail() });
    assert.equal((await choose(token, 'changed123')).status, 404);
  });

  it('is asked for with an address that is known', async () => {
    for (const [email, status] of [
      [newEmail(), 404],
      ['nonsense', 400],
      [{ $gt: '' }, 400],
      [undefined, 400],
    ] as const) {
      const answer = await ask(email);
      assert.equal(answer.status, status);
      assert.deepEqual(Object.keys(Object(answer.body)), ['message']);
    }
    for (const token of ['', 'nope', '0'.repeat(64)])
      assert.equal((await choose(token, 'changed123')).status, token === '' ? 400 : 404);
  });

  it('has no link to another site, whatever the request says of its host', async () => {
    const { email } = await register(url);
    const browser = openBrowser(url);
    const headers = { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' };
    const { status } = await browser.post('/user/password/reset', { email }, { headers });
    assert.ok(status === 200 || status === 503, String(status));
    for (const mail of await mailsTo(folder, email)) assert.doesNotMatch(mail, /evil\.example/);
  });

  it('is asked for six times a minute from one place', async () => {
    const browser = openBrowser(url);
    const statuses = [];
    for (let count = 0; count < 7; count++)
      statuses.push((await browser.post('/user/password/reset', { email: 'nonsense' })).status);
    assert.deepEqual(statuses, [400, 400, 400, 400, 400, 400, 429]);
  });
});

const skipAdmin = (deployed: DeployedForm) => withoutStore || withoutFolder(deployed);

describeForms('overleaf', 'administration', { skip: skipAdmin }, ({ url, form, folder }) => {
  async function admin(): Promise<Person> {
    const person = await register(url);
    await makeAdmin(form, person);
    return person;
  }

  it('registers people, who choose a password by a link in a mail', async () => {
    const { browser } = await admin();
    const email = newEmail();
    const { status, body } = await browser.post('/admin/register', { email: email.toUpperCase() });
    assert.equal(status, 200);
    const { setNewPasswordUrl, ...rest } = body as Record<string, string>;
    assert.deepEqual(rest, { email });
    const [mail = ''] = await mailsTo(folder, email);
    const link = linkIn(mail);
    assert.ok(setNewPasswordUrl?.endsWith(link));
    const newcomer = openBrowser(url);
    const shown = await newcomer.get(link, page);
    assert.equal(shown.status, 200);
    const { searchParams } = new URL(link, url);
    const set = { passwordResetToken: searchParams.get('token'), password: 'chosen123' };
    assert.equal((await newcomer.post('/user/password/set', set)).status, 200);
    assert.ok(await isLoggedIn({ browser: newcomer }));
    assert.equal((await openBrowser(url).get(link)).status, 404, 'it is used up');
  });

  it('gives an account without a password to nobody', async () => {
    const { browser } = await admin();
    const email = newEmail();
    await browser.post('/admin/register', { email });
    for (const password of ['', 'undefined', 'null']) {
      const { body } = await openBrowser(url).post('/login', { email, password });
      assert.equal(Object(body).redir, undefined);
    }
  });

  it('takes no token for another account than that of the link', async () => {
    const { browser, id } = await admin();
    const { body } = await browser.post('/admin/register', { email: newEmail() });
    const link = new URL(Object(body).setNewPasswordUrl);
    link.searchParams.set('user_id', id);
    assert.equal((await openBrowser(url).get(link.pathname + link.search)).status, 404);
  });

  it('is not for others', async () => {
    const { browser } = await register(url);
    for (const { status, headers } of [
      await browser.get('/admin', page),
      await browser.post('/admin/register', { email: newEmail() }),
    ])
      assert.deepEqual([status, headers.get('location')?.split('?')[0]], [302, '/restricted']);
    assert.equal((await openBrowser(url).post('/admin/register', { email: newEmail() })).status, 401);
    assert.equal((await browser.get('/restricted', page)).status, 403);
  });
});
