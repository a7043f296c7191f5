import type { Response } from 'express';
import { html } from '#shared/http/html';
import { userIn } from '../who.ts';
import { page } from './page.ts';

/** Tells a person that a page is not for him, and how he gets there. */
export function restrictedPage(response: Response): void {
  const user = userIn(response);
  page(response, {
    title: 'Restricted',
    body: html`<p>You may not see this page. ${
      user
        ? html`You are logged in as ${user.email}: ask for an invitation, or log out and come back as somebody else.`
        : html`<a href="/login">Log in</a> as somebody who may.`
    }</p>
${home(response)}`,
  });
}

const titles = new Map([
  [400, 'This is not possible'],
  [401, 'Log in first'],
  [403, 'This is not allowed'],
  [404, 'Not found'],
  [413, 'This is too large'],
  [429, 'Too much at once'],
]);

/** Tells a person why he does not get what he has asked for. */
export function errorPage(response: Response, status: number, message: string): void {
  const title = titles.get(status) ?? (status < 500 ? 'This is not possible' : 'Something went wrong');
  page(response, {
    title,
    body: html`<p class="notice" role="alert">${message}</p>
${status >= 500 && html`<p>Try again in a moment. The error is ours: ${status}.</p>`}
${home(response)}`,
  });
}

const home = (response: Response) =>
  userIn(response)
    ? html`<p><a href="/project">Your projects</a></p>`
    : html`<p><a href="/login">Back to the log-in</a></p>`;
