import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, it } from 'node:test';
import { Names } from '#test/contract/overleaf/names';
import { groupsOf } from '#test/contract/overleaf/recording';
import { openBrowsers, sendAs, WebNames, type WebRequest } from '#test/contract/overleaf/web-recording';
import { assertAsRecorded } from '#test/contract/overleaf/web-replay';
import { describeForms } from '#test/harness/forms';
import { newEmail, withDatabase } from '#test/overleaf/accounts';
import { openBrowser } from '#test/overleaf/browser';

const skip = process.env.MONGO_URL ? false : 'MONGO_URL does not name the store';
const page = { accept: 'text/html' };

describeForms('overleaf', 'the launchpad', { skip }, ({ url, form }) => {
  const users = { isAdmin: true };
  /** The administrators that others have made, who are none while this file runs. */
  let others: unknown[] = [];

  /** A site without an administrator. */
  const takeRights = () =>
    withDatabase(form, async (db) => {
      const all = await db.collection('users').find(users).project({ _id: 1 }).toArray();
      await db
        .collection('users')
        .updateMany(users, { $set: { isAdmin: false }, $unset: { isFirstAdmin: true } });
      return all.map(({ _id }) => _id);
    });

  before(async () => {
    others = await takeRights();
  });
  after(async () => {
    await takeRights();
    await withDatabase(form, (db) =>
      db.collection('users').updateMany({ _id: { $in: others } } as object, { $set: users }),
    );
  });

  it('makes one first administrator, also when several ask at the same time', async () => {
    await takeRights();
    const email = newEmail('boss');
    const asking = [email, email, ...Array.from({ length: 14 }, () => newEmail('eve'))];
    const browsers = asking.map(() => openBrowser(url));
    await Promise.all(browsers.map((browser) => browser.csrfToken()));
    const answers = await Promise.all(
      browsers.map((browser, place) =>
        browser.post('/launchpad/register_admin', { email: asking[place], password: 'topsecret1' }),
      ),
    );
    const statuses = answers.map(({ status }) => status).sort();
    assert.deepEqual(statuses, [200, ...Array(15).fill(403)]);
    const admins = await withDatabase(form, (db) => db.collection('users').countDocuments(users));
    assert.equal(admins, 1);
  });

  it('is a form for people, which leads to the log-in and back', async () => {
    await takeRights();
    const browser = openBrowser(url);
    assert.match(
      (await browser.get('/launchpad', page)).text,
      /<form method="post" action="\/launchpad\/register_admin"/,
    );
    const weak = { email: newEmail(), password: 'short' };
    const refused = await browser.ask('POST', '/launchpad/register_admin', { form: weak, ...page });
    assert.deepEqual([refused.status, /role="alert"/.test(refused.text)], [400, true]);
    const sent = { ...weak, password: 'topsecret1' };
    const made = await browser.ask('POST', '/launchpad/register_admin', { form: sent, ...page });
    assert.deepEqual([made.status, made.headers.get('location')], [302, '/login']);
    const entered = await browser.post('/login', sent);
    assert.deepEqual(entered.body, { redir: '/launchpad' });
    assert.match((await browser.get('/launchpad', page)).text, /<a href="\/admin">/);
  });

  it('answers as in the recording', async (t) => {
    await takeRights();
    const names = new Names();
    const webNames = new WebNames(names, randomBytes(6).toString('hex'));
    const browsers = openBrowsers(url);
    const rows = groupsOf('web-accounts').get('web-accounts') ?? [];
    const last = rows.findIndex((row) => row.case === 'launchpad for others');
    for (const row of rows.slice(2, last + 1).filter(({ setup }) => setup === undefined))
      await t.test(row.case, async () => {
        const request = row.request as WebRequest;
        const answer = await sendAs(browsers.of(request.who), request, webNames);
        if (row.case.includes('contains a part'))
          assert.equal(answer.status, 400, 'it was 500, and left an account without a password');
        else assertAsRecorded(answer, row, names);
      });
  });
});
