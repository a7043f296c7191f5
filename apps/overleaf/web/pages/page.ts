import type { Response } from 'express';
import { type Html, html } from '#shared/http/html';
import { csrfTokenIn } from '../csrf.ts';
import { userIn } from '../who.ts';
import { siteHeader } from './site-header.ts';

/** What is on a page. */
export interface PageContent {
  title: string;
  body: Html | string;
  /** Data of the page for clients that read it, by the name of the meta: a text, or anything else as JSON. */
  metas?: Record<string, unknown>;
  /** The script that draws the page, by its name in `ui`; what is in `body` stands there until it has. */
  script?: 'dashboard' | 'editor';
}

/**
 * Sends a page of the site. Clients other than a browser read the metas: the name stands before the content, in double quotes, and
 * nothing closes the tag.
 */
export function page(response: Response, { title, body, metas = {}, script }: PageContent): void {
  const user = userIn(response);
  const all = {
    'ol-csrfToken': csrfTokenIn(response),
    'ol-usersEmail': user?.email ?? '',
    'ol-user_id': user?._id.toHexString() ?? '',
    ...metas,
  };
  const document = html`<!DOCTYPE html>
<html lang="en" class="leaf">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${Object.entries(all).map(
  ([name, content]) => html`${meta(name, content)}
`,
)}<title>${title} - Overleaf</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/ui/style.css">
${
  script &&
  html`<script type="module" src="/ui/${script}.js"></script>
`
}</head>
<body>
${script !== 'editor' && siteHeader(response)}
<div id="app">
<main>
<h1>${title}</h1>
${typeof body === 'string' ? html`<p>${body}</p>` : body}
</main>
</div>
</body>
</html>
`;
  // A browser that goes back shows what is there now, and nothing to whoever comes after a log-out.
  response.set('Cache-Control', 'no-store').type('html').send(document.text);
}

const meta = (name: string, content: unknown): Html =>
  typeof content === 'string'
    ? html`<meta name="${name}" content="${content}">`
    : html`<meta name="${name}" data-type="json" content="${JSON.stringify(content)}">`;
