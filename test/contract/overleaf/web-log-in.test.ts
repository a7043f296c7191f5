import assert from 'node:assert/strict';
import { it } from 'node:test';
import { compareForms, describeForms } from '#test/harness/forms';
import { newEmail, register } from '#test/overleaf/accounts';
import { metaIn, openBrowser } from '#test/overleaf/browser';

const page = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
/** What scripts send. */
const anything = { accept: '*/*' };
const wrong = { email: 'nobody@example.org', password: 'wrong' };

describeForms('overleaf', 'logging in', ({ url }) => {
  it('shows a form that people and other clients can fill in', async () => {
    const browser = openBrowser(url);
    const shown = await browser.get('/login', page);
    assert.equal(shown.status, 200);
    assert.match(shown.text, /<form method="post" action="\/login" name="loginForm"/);
    const hidden = /<input.*name="_csrf".*value="([^"]*)">/.exec(shown.text)?.[1];
    assert.equal(hidden?.length, 36);
    assert.equal(metaIn(shown, 'ol-csrfToken').length, 36);
    assert.match(shown.text, /<label>E-mail <input type="email" name="email"/);
    assert.match(shown.text, /<input type="password" name="password"/);
  });

  it('is shown within no other site', async () => {
    const { headers } = await openBrowser(url).get('/login', page);
    assert.equal(headers.get('x-frame-options'), 'SAMEORIGIN');
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    assert.equal(headers.get('referrer-policy'), 'same-origin');
  });

  it('answers JSON to those who prefer it, and sends all others on, whatever they have sent', async () => {
    const { email, password } = await register(url);
    const json = await openBrowser(url).post('/login', { email, password });
    assert.deepEqual([json.status, json.body], [200, { redir: '/project' }]);
    const script = await openBrowser(url).post('/login', { email, password }, anything);
    assert.deepEqual([script.status, script.text], [302, 'Found. Redirecting to /project']);
    const form = await openBrowser(url).ask('POST', '/login', { form: { email, password }, ...page });
    assert.deepEqual([form.status, form.headers.get('location')], [302, '/project']);
  });

  it('tells scripts of a wrong password in the two ways in which they look, and shows people the form again', async () => {
    const { body, status } = await openBrowser(url).post('/login', wrong, anything);
    const { message } = body as { message: Record<string, string> };
    assert.deepEqual([status, message.type, message.message], [200, 'error', message.text]);
    const shown = await openBrowser(url).ask('POST', '/login', { form: wrong, ...page });
    assert.match(shown.text, /role="alert">Your email or password is incorrect/);
    assert.match(shown.text, /name="email" value="nobody@example\.org"/);
    assert.doesNotMatch(shown.text, /value="wrong"/);
  });

  it('escapes what it shows again', async () => {
    const form = { email: '"><script>alert(1)</script>', password: 'x' };
    const shown = await openBrowser(url).ask('POST', '/login', { form, ...page });
    assert.doesNotMatch(shown.text, /<script>/);
  });

  it('sets the cookie of the session with each answer, which goes on', async () => {
    const { browser } = await register(url);
    for (const path of ['/login', '/user/settings', '/nosuch', '/user/personal_info']) {
      const [cookie = ''] = (await browser.get(path, page)).headers.getSetCookie();
      assert.match(
        cookie,
        /^overleaf\.sid=[^;]+; Max-Age=432000; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/,
      );
      assert.equal(cookie.split(';', 1)[0], browser.cookie);
    }
  });

  it('goes on to the page that was asked for, once, and to no other site', async () => {
    const { email, password } = await register(url);
    const browser = openBrowser(url);
    const asked = await browser.get('/user/settings?next=//evil.example', page);
    assert.deepEqual([asked.status, asked.headers.get('location')], [302, '/login']);
    const login = await browser.post('/login', { email, password });
    assert.deepEqual(login.body, { redir: '/user/settings?next=//evil.example' });
    await browser.post('/logout');
    assert.deepEqual((await browser.post('/login', { email, password })).body, { redir: '/project' });
    for (const redirect of [
      'https://evil.example/x',
      '//evil.example',
      '/\\evil.example',
      '\\\\evil.example',
      '\t//evil.example',
      '/x/..//evil.example',
      'javascript:alert(1)',
      'http://this.site@evil.example/',
      { href: '//evil.example' },
    ]) {
      await browser.logIn(email, password);
      const left = await browser.post('/logout', { redirect });
      const where = new URL(left.headers.get('location') ?? '', url);
      assert.equal(left.status, 302);
      assert.equal(where.origin, new URL(url).origin, JSON.stringify(redirect));
    }
  });

  it('refuses the eleventh try for an address, from wherever, and takes no other one for it', async () => {
    const [victim, other] = [await register(url), await register(url)];
    const tries = await Promise.all(
      Array.from({ length: 14 }, () =>
        openBrowser(url).post('/login', { email: victim.email.toUpperCase(), password: 'wrong' }),
      ),
    );
    const texts = tries.map(({ body }) => (body as { message: { text: string } }).message.text);
    assert.equal(texts.filter((text) => text.includes('incorrect')).length, 10);
    assert.equal(texts.filter((text) => text.includes('too many tries')).length, 4);
    const { email, password } = victim;
    const right = await openBrowser(url).post('/login', { email, password });
    assert.deepEqual([right.status, Object(right.body).redir], [200, undefined]);
    await openBrowser(url).logIn(other.email, other.password);
  });

  it('forgets wrong tries with the right password', async () => {
    const { email, password } = await register(url);
    for (const _round of [1, 2]) {
      for (let count = 0; count < 9; count++)
        await openBrowser(url).post('/login', { email, password: 'no' });
      await openBrowser(url).logIn(email, password);
    }
  });

  it('replaces the session, so that nobody who knows the one before gains anything', async () => {
    const { email, password } = await register(url);
    const browser = openBrowser(url);
    const before = await browser.csrfToken();
    const planted = browser.cookie;
    await browser.logIn(email, password);
    assert.notEqual(browser.cookie, planted);
    const attacker = openBrowser(url);
    attacker.takeCookie(planted);
    assert.equal((await attacker.get('/user/personal_info')).status, 401);
    const stale = await browser.post('/user/settings', { first_name: 'x' }, { csrf: before });
    assert.equal(stale.status, 403);
    // An id of the attacker's own choice is no session.
    const invented = openBrowser(url);
    invented.takeCookie(`overleaf.sid=${'A'.repeat(32)}`);
    await invented.get('/login', page);
    assert.notEqual(invented.cookie, `overleaf.sid=${'A'.repeat(32)}`);
  });

  it('takes a log-in that is sent twice', async () => {
    const { email, password } = await register(url);
    const browser = openBrowser(url);
    await browser.csrfToken();
    const both = await Promise.all([1, 2].map(() => browser.post('/login', { email, password })));
    // The second one has no session any more when it comes after the first.
    for (const { status } of both) assert.ok(status === 200 || status === 403, String(status));
    assert.equal((await browser.get('/user/personal_info')).status, 200);
  });

  it('keeps the session of a log-in when the same one comes late', async () => {
    const { email, password } = await register(url);
    const browser = openBrowser(url);
    const csrf = await browser.csrfToken();
    const { cookie } = browser;
    assert.equal((await browser.post('/login', { email, password })).status, 200);
    const late = openBrowser(url);
    late.takeCookie(cookie);
    assert.equal((await late.ask('POST', '/login', { json: { email, password }, csrf })).status, 403);
    assert.equal(late.cookie, cookie, 'the refusal takes no other session');
  });

  it('needs the csrf token of the session with each change, before the log-in too', async () => {
    const [ada, eve] = [await register(url), openBrowser(url)];
    const change = (csrf: string | false, sent = {}) =>
      ada.browser.ask('POST', '/user/settings', { json: { last_name: 'x' }, csrf, ...sent });
    const own = await ada.browser.csrfToken();
    for (const csrf of [false, 'wrong', `${own}x`, await eve.csrfToken()] as const)
      assert.equal((await change(csrf)).status, 403, String(csrf));
    for (const unsafe of ['PUT', 'PATCH', 'DELETE'])
      assert.equal((await ada.browser.ask(unsafe, '/user/settings', { csrf: false })).status, 403, unsafe);
    assert.equal((await openBrowser(url).post('/login', wrong, { csrf: false })).status, 403);
    assert.equal((await change(own)).status, 200);
    assert.equal((await change(false, { json: { _csrf: own } })).status, 200);
    assert.equal((await change(false, { json: undefined, form: { _csrf: own } })).status, 200);
    const inQuery = await ada.browser.ask('POST', `/user/settings?_csrf=${own}`, { json: {}, csrf: false });
    assert.equal(inQuery.status, 200);
  });

  it('ends with the log-out', async () => {
    const { browser } = await register(url);
    const { cookie } = browser;
    const left = await browser.post('/logout', undefined, page);
    assert.deepEqual([left.status, left.headers.get('location')], [302, '/login']);
    const thief = openBrowser(url);
    thief.takeCookie(cookie);
    assert.equal((await thief.get('/user/personal_info')).status, 401);
    assert.equal((await openBrowser(url).post('/logout')).status, 401);
  });

  it('says the same of an unknown address as of a wrong password', async () => {
    const { email } = await register(url);
    const answers = await Promise.all(
      [email, newEmail()].map((each) => openBrowser(url).post('/login', { email: each, password: 'wrong' })),
    );
    assert.equal(answers[0]?.text, answers[1]?.text);
  });
});

compareForms('overleaf', 'sessions', { skip: false }, ({ microservice, serverless }) => {
  it('of one form are none of the other', async () => {
    for (const [here, there] of [
      [microservice, serverless],
      [serverless, microservice],
    ] as const) {
      const { browser } = await register(here.url);
      const other = openBrowser(there.url);
      other.takeCookie(browser.cookie);
      assert.equal((await other.get('/user/personal_info')).status, 401);
    }
  });
});
