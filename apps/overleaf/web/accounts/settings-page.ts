import type { Response } from 'express';
import { type Html, html } from '#shared/http/html';
import { page } from '../pages/page.ts';
import { languages } from '../projects/languages.ts';
import type { EditorSettings } from '../user.ts';
import { loggedInUser } from '../who.ts';
import { emailField, passwordField } from './credentials.ts';
import { type Field, form } from './forms.ts';
import { passwordLabel } from './passwords.ts';

/** The settings of who asks, below what has become of the last change. */
export function settingsPage(response: Response, message?: Html): void {
  const { email, first_name, last_name, role, institution, ace } = loggedInUser(response);
  const line = (name: string, label: string, value = '') => ({ name, label, value, isOptional: true });
  page(response, {
    title: 'Your account',
    body: html`${message}
<section class="card">
<h2>You</h2>
${form(
  response,
  { action: '/user/settings', button: 'Save' },
  emailField(email),
  line('first_name', 'First name', first_name),
  line('last_name', 'Last name', last_name),
  line('institution', 'Institution', institution),
  line('role', 'Role', role),
)}</section>
<section class="card">
<h2>Editor</h2>
${form(response, { action: '/user/settings', button: 'Save the editor settings' }, ...editorFields(ace))}</section>
<section class="card">
<h2>Password</h2>
${form(
  response,
  { action: '/user/password/update', button: 'Change the password' },
  passwordField('currentPassword', 'Present password', 'current-password'),
  passwordField('newPassword1', passwordLabel.replace('Password', 'New password'), 'new-password'),
  passwordField('newPassword2', 'New password again', 'new-password'),
)}</section>
<section class="card">
<h2>Sessions</h2>
<p><a href="/user/sessions">Where you are logged in</a></p>
</section>
<section class="card danger">
<h2>Delete the account</h2>
<p>All your projects are deleted with it, for everybody who works on them.</p>
${form(
  response,
  { action: '/user/delete', button: 'Delete my account and my projects' },
  passwordField('password', 'Password', 'current-password'),
)}</section>`,
  });
}

const switches = [
  ['true', 'On'],
  ['false', 'Off'],
] as const;

const keys = [
  ['none', 'Usual'],
  ['vim', 'Vim'],
  ['emacs', 'Emacs'],
] as const;

/** How the editor looks and works. */
const editorFields = (ace: EditorSettings): Field[] => [
  { name: 'mode', label: 'Keys', choices: keys, value: ace.mode },
  { name: 'fontSize', label: 'Size of letters, in pixels', type: 'number', value: String(ace.fontSize) },
  {
    name: 'spellCheckLanguage',
    label: 'Language of the spell check in new projects',
    choices: [['', 'None'], ...languages.map(({ code, name }) => [code, name] as const)],
    value: ace.spellCheckLanguage,
  },
  turn('autoComplete', 'Complete commands while I type', ace.autoComplete),
  turn('autoPairDelimiters', 'Close brackets', ace.autoPairDelimiters),
];

const turn = (name: string, label: string, isOn: boolean): Field => ({
  name,
  label,
  choices: switches,
  value: String(isOn),
});
