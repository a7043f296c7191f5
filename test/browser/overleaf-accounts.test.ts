import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { it } from 'node:test';
import { describeForms } from '#test/harness/forms';
import { makeAdmin, newEmail } from '#test/overleaf/accounts';
import { linkIn, mailsTo } from '#test/overleaf/mails';
import { noBrowser } from './chromium.ts';
import { look } from './look.ts';
import { createProject, narrow, overleafPages, sourceOf } from './overleaf-pages.ts';

describeForms('overleaf', 'the pages of accounts', ({ form, url, folder }) => {
  const { broken, register, visit } = overleafPages(url);

  it('log in, with the reason when that fails, and reset a password', { skip: noBrowser }, async () => {
    const page = await visit('/login', narrow);
    await page.getByLabel('E-mail').fill('nobody@example.org');
    await page.getByLabel('Password').fill('a wrong one');
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.getByRole('alert').getByText('Your email or password is incorrect').waitFor();
    await look(page, `overleaf-${form}-log-in`);
    await page.getByRole('link', { name: 'Forgot your password?' }).click();
    await page.getByLabel('E-mail').fill('nobody@example.org');
    await page.getByRole('button', { name: 'Send me a link' }).click();
    await page.getByRole('alert').getByText('not registered').waitFor();
    await look(page, `overleaf-${form}-reset`);
    await page.getByRole('link', { name: 'Register', exact: true }).click();
    await page.getByRole('heading', { name: 'Register' }).waitFor();
    await look(page, `overleaf-${form}-register`);
    for (const path of ['/there/is/nothing', '/restricted']) {
      await page.goto(url + path);
      await look(page, `overleaf-${form}-message`);
    }
    await page.context().close();
  });

  it('change names, editor settings and the password, and delete the account', {
    skip: noBrowser,
  }, async () => {
    const { page, password } = await register();
    await page.getByRole('link', { name: 'Account' }).click();
    await page.getByLabel('Last name').fill('Lovelace');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('status').getByText('Saved').waitFor();
    assert.equal(await page.getByLabel('Last name').inputValue(), 'Lovelace');
    assert.equal(await page.getByLabel('Check the code').count(), 0, 'nothing here checks it');
    await page.getByLabel('Keys').selectOption('Vim');
    await page.getByRole('button', { name: 'Save the editor settings' }).click();
    await page.getByRole('status').getByText('Saved').waitFor();
    assert.equal(await page.getByLabel('Keys').inputValue(), 'vim');
    await look(page, `overleaf-${form}-settings`);
    await page.getByLabel('Present password').fill(password);
    await page.getByLabel('New password, of').fill('another-secret');
    await page.getByLabel('New password again').fill('no-such-secret');
    await page.getByRole('button', { name: 'Change the password' }).click();
    await page.getByRole('alert').getByText('Passwords do not match').waitFor();
    await page.getByRole('link', { name: 'Where you are logged in' }).click();
    await look(page, `overleaf-${form}-sessions`);
    await page.getByRole('button', { name: 'Log out everywhere else' }).click();
    await page.getByRole('link', { name: 'Back to your account' }).click();
    await page.getByLabel('Password', { exact: true }).fill('wrong');
    await page.getByRole('button', { name: 'Delete my account' }).click();
    await page.getByRole('alert').getByText('the password is wrong').waitFor();
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Delete my account' }).click();
    await page.getByRole('heading', { name: 'Log in' }).waitFor();
    await page.context().close();
  });

  it('choose a password by the link in a mail', {
    skip: noBrowser || (folder === undefined && 'the folder of the mails is not known'),
  }, async () => {
    const { page: loggedIn, email } = await register();
    await loggedIn.context().close();
    const page = await visit('/user/password/reset');
    await page.getByLabel('E-mail').fill(email);
    await page.getByRole('button', { name: 'Send me a link' }).click();
    await page.getByText('You have been sent an email').waitFor();
    const [mail = ''] = await mailsTo(folder, email);
    await page.goto(url + linkIn(mail));
    await look(page, `overleaf-${form}-choice`);
    await page.getByLabel('Password, of').fill(randomBytes(12).toString('base64url'));
    await page.getByRole('button', { name: 'Set the password' }).click();
    await page.getByRole('button', { name: 'New project' }).waitFor();
    await page.context().close();
  });

  it('let an administrator register people', {
    skip: noBrowser || (!process.env.MONGO_URL && 'nobody can be made an administrator without MONGO_URL'),
  }, async () => {
    const { page, email } = await register(narrow);
    await makeAdmin(form, { email });
    await page.goto(`${url}/launchpad`);
    await look(page, `overleaf-${form}-launchpad`);
    await page.getByRole('link', { name: 'Register people' }).click();
    await page.getByLabel('E-mail').fill(newEmail());
    await page.getByRole('button', { name: 'Register' }).click();
    await page.getByText('was sent a link').waitFor();
    await look(page, `overleaf-${form}-admin`);
    await page.context().close();
  });

  it('let people in by a link to a project', { skip: noBrowser }, async () => {
    const { page: owner } = await register();
    await createProject(owner, 'By link');
    const headers = {
      'x-csrf-token': (await owner.locator('meta[name=ol-csrfToken]').getAttribute('content')) ?? '',
    };
    await owner.request.post(`${owner.url()}/settings/admin`, {
      headers,
      data: { publicAccessLevel: 'tokenBased' },
    });
    await owner.reload();
    await owner.goto(`${url}/project`);
    await owner.getByRole('img', { name: 'Shared by link' }).waitFor();
    await owner.getByRole('link', { name: 'By link', exact: true }).click();
    await sourceOf(owner).waitFor();
    const { page } = await register(narrow);
    await page.goto(owner.url());
    await page.getByRole('heading', { name: 'Restricted' }).waitFor();
    await look(page, `overleaf-${form}-restricted`);
    await page.context().close();
    await owner.context().close();
    assert.deepEqual(
      broken.filter((line) => !/status of 4\d\d/.test(line)),
      [],
      'the console has no error but refusals',
    );
  });
});
