import type { Response } from 'express';
import { type Html, html } from '#shared/http/html';
import { config } from '../config.ts';
import { csrfTokenIn } from '../csrf.ts';
import { userIn } from '../who.ts';

/** The top of a page: where a person can go from there. */
export function siteHeader(response: Response): Html {
  const user = userIn(response);
  const links = user ? linksOf(user.isAdmin) : guestLinks;
  const here = response.req.path;
  return html`<header class="site-header">
<a class="brand" href="${user ? '/project' : '/login'}">Overleaf</a>
<nav aria-label="Site">
${links.map(
  ([path, name]) => html`<a href="${path}"${here === path && html` aria-current="page"`}>${name}</a>
`,
)}</nav>
${
  user &&
  html`<span class="who">${user.email}</span>
<form class="plain" method="post" action="/logout">
<input type="hidden" name="_csrf" value="${csrfTokenIn(response)}">
<button type="submit">Log out</button>
</form>
`
}</header>`;
}

type Link = [path: string, name: string];

const guestLinks: Link[] = [['/login', 'Log in']];
if (config.ALLOW_REGISTRATION) guestLinks.push(['/register', 'Register']);

const linksOf = (isAdmin: boolean): Link[] => [
  ['/project', 'Projects'],
  ['/user/settings', 'Account'],
  ...(isAdmin ? [['/admin', 'Administration'] satisfies Link] : []),
];
