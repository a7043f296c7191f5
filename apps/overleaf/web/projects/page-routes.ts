import { Router } from 'express';
import * as z from 'zod';
import { readResponse } from '#shared/http/client';
import { html } from '#shared/http/html';
import { config } from '../config.ts';
import { withProjects } from '../db.ts';
import { mayRead, projectIn } from '../guards.ts';
import { ask } from '../neighbours.ts';
import { page } from '../pages/page.ts';
import { limited } from '../rate-limit.ts';
import { entriesOf } from '../tree/paths.ts';
import { loggedInUser, needsLogin, userIn } from '../who.ts';
import { languages } from './languages.ts';
import { listProjects } from './list.ts';

/** The pages of the dashboard and of a project. */
export const pageRoutes = Router();

pageRoutes.get(
  '/project',
  needsLogin,
  limited('open-dashboard', { max: 30, seconds: 60 }),
  async (_request, response) => {
    const user = loggedInUser(response);
    const projects = await listProjects(user);
    const tags = readResponse(z.array(z.unknown()), await ask('tags', `/user/${user._id}/tag`), 'the tags');
    const rows = projects
      .filter(({ archived, trashed }) => !archived && !trashed)
      .sort((a, b) => b.lastUpdated.getTime() - a.lastUpdated.getTime())
      .map(
        ({ id, name, owner, lastUpdated }) => html`<tr>
<td><a href="/project/${id.toHexString()}">${name}</a></td>
<td>${owner?.email}</td>
<td><time datetime="${lastUpdated.toISOString()}">${lastUpdated.toISOString().slice(0, 16).replace('T', ' ')}</time></td>
</tr>
`,
      );
    page(response, {
      title: 'Projects',
      script: 'dashboard',
      metas: {
        'ol-prefetchedProjectsBlob': { totalSize: projects.length, projects },
        'ol-tags': tags,
      },
      body: html`<table class="plain">
<thead><tr><th>Title</th><th>Owner</th><th>Last modified</th></tr></thead>
<tbody>
${rows}</tbody>
</table>`,
    });
  },
);

pageRoutes.get(
  '/project/:project',
  mayRead,
  limited('open-project', { max: 15, seconds: 60, perProject: true }),
  async (_request, response) => {
    const project = projectIn(response);
    await withProjects((projects) =>
      projects.updateOne({ _id: project._id }, { $set: { lastOpened: new Date(), active: true } }),
    );
    const user = userIn(response);
    const learnedWords = user ? await wordsOf(user._id.toHexString()) : [];
    const files = entriesOf(project).map(
      ({ path }) => html`<li>${path.slice(1)}</li>
`,
    );
    page(response, {
      title: project.name,
      script: 'editor',
      metas: {
        'ol-project_id': project._id.toHexString(),
        'ol-learnedWords': learnedWords,
        'ol-languages': languages,
        'ol-userSettings': user?.ace ?? {},
        'ol-hasOtherForm': String(config.OTHER_CLSI_URL !== undefined),
      },
      body: html`<p><a href="/project">All projects</a></p>
<ul>
${files}</ul>`,
    });
  },
);

const wordsOf = async (user: string): Promise<string[]> =>
  readResponse(z.array(z.string()), await ask('spelling', `/user/${user}`), 'the learned words');
