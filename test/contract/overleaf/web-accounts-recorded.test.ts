import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { before, describe, it } from 'node:test';
import { ObjectId } from 'mongodb';
import { type DeployedForm, describeForms } from '#test/harness/forms';
import { makeAdmin, type Person, register, withDatabase } from '#test/overleaf/accounts';
import { newProject } from '#test/overleaf/projects';
import { webAccounts, webAccountsLeft } from './differences/web-accounts.ts';
import { Names } from './names.ts';
import { groupsOf, type Recorded } from './recording.ts';
import { isListed } from './replay.ts';
import { type Browsers, openBrowsers, sendAs, WebNames, type WebRequest } from './web-recording.ts';
import { assertAsRecorded } from './web-replay.ts';

const skip = process.env.MONGO_URL
  ? false
  : 'MONGO_URL does not name the store in which an administrator is made';

/** The state of a group. */
interface Run {
  deployed: DeployedForm;
  names: Names;
  webNames: WebNames;
  browsers: Browsers;
}

describeForms('overleaf', 'the recording of accounts', { skip }, (deployed) => {
  for (const [group, rows] of groupsOf('web-accounts'))
    describe(group, () => {
      const names = new Names();
      const webNames = new WebNames(names, randomBytes(6).toString('hex'));
      const run: Run = { deployed, names, webNames, browsers: openBrowsers(deployed.url) };
      before(() => beginnings[group]?.(run));
      for (const row of rows.filter((each) => each.setup === undefined && !isListed(webAccountsLeft, each)))
        it(row.case, async () => {
          await steps[`${group}: ${row.case}`]?.(run);
          await replay(row, run);
        });
    });
});

async function replay(row: Recorded, { names, webNames, browsers }: Run): Promise<void> {
  const request = row.request as WebRequest;
  const page = await sendAs(browsers.of(request.who), request, webNames);
  const url = /"setNewPasswordUrl":"(http[^"]*token=(\w+)&user_id=(\w+))"/.exec(page.text);
  if (url !== null) {
    links.push(url[2] ?? '');
    names.bind('$new3', url[3], 'the user of the link');
    const site = new URL(url[1] ?? '').origin;
    page.body = JSON.parse(page.text.replace(site, '<site>').replace(url[2] ?? '', '<token>'));
  }
  if (row.case === 'new tag') names.bind('$tag1', Object(page.body)._id, 'the tag');
  const difference = webAccounts.find((each) => isListed([each], row));
  if (difference === undefined) return assertAsRecorded(page, row, names);
  assert.equal(page.status, difference[0], page.text.slice(0, 500));
  assert.throws(() => assertAsRecorded(page, row, names), 'it is not different any more');
}

/** The tokens of the links that administrators were shown, the first one first. */
const links: string[] = [];

async function person(run: Run, name: string, password: string): Promise<Person> {
  const registered = await register(run.deployed.url, {
    email: run.webNames.filled(`${name}@example.org`),
    password,
  });
  if (name !== 'admin') run.names.bind(`$${name}`, registered.id, name);
  run.browsers.of(name).takeCookie(registered.browser.cookie);
  return registered;
}

/** What was there before a group. */
const beginnings: Record<string, (run: Run) => Promise<void>> = {
  'web-accounts': async (run) => {
    links.length = 0;
    await makeAdmin(run.deployed.form, await person(run, 'admin', 'topsecret1'));
  },
  'web-login': async (run) => void (await person(run, 'user1', 'secret123')),
  'web-user-settings': async (run) => {
    await person(run, 'user1', 'secret123');
    await person(run, 'user2', 'secret456');
  },
  'web-tags-chat-misc': async (run) => {
    const { browser, id } = await person(run, 'user1', 'secret123');
    await browser.post('/user/settings', { first_name: 'Ada', last_name: 'Lovelace' });
    await person(run, 'user2', 'secret456');
    const project = await withDatabase(run.deployed.form, (db) => newProject(db, new ObjectId(id)));
    run.names.bind('$project1', project, 'the project');
  },
};

const logIn = (who: string) => async (run: Run) =>
  run.browsers.of(who).logIn(run.webNames.filled('user1@example.org'), 'secret123');

/** What happened before a case without a row of its own. */
const steps: Record<string, (run: Run) => unknown> = {
  'web-accounts: activation page': ({ names, webNames }) => {
    names.bind('$user1', names.valueOf('$new3'), 'the user of the link');
    webNames.values.set('<token>', links[0] ?? '');
  },
  'web-accounts: set password': ({ webNames }) => webNames.values.set('<token>', links[1] ?? ''),
  'web-accounts: register by one who is no admin': logIn('user1'),
  'web-login: upper-case e-mail': async ({ browsers, webNames }) =>
    webNames.values.set('<csrf token of before>', await browsers.of('nobody').csrfToken()),
  'web-login: logout with a redirect': logIn('nobody'),
  'web-login: logout with a redirect elsewhere': logIn('nobody'),
  'web-login: sessions clear': logIn('user1 again'),
};
