import { Router } from 'express';
import * as z from 'zod';
import { isKind } from '#shared/errors';
import { html } from '#shared/http/html';
import { parse } from '#shared/parse';
import { idFrom } from '../../ids.ts';
import { form } from '../accounts/forms.ts';
import { certainSiteUrl } from '../accounts/site.ts';
import { prefersJson } from '../answers.ts';
import { accessOf, findProject, owns, projectIn } from '../guards.ts';
import { page } from '../pages/page.ts';
import { limited } from '../rate-limit.ts';
import { loggedInUser, needsLogin } from '../who.ts';
import { accept, findInvite, invite, invitesOf, revoke, tell } from './invites.ts';

/** Invitations to projects. */
export const inviteRoutes = Router();

const address = z.email();
const body = z.object({
  email: z.string('must be an address').transform((text) => text.trim().toLowerCase()),
  privileges: z.enum(['readOnly', 'readAndWrite'], 'must be readOnly or readAndWrite'),
});
const perProject = limited('invite-to-project', { max: 100, seconds: 600, perProject: true });

inviteRoutes.get('/project/:project/invites', owns, async (_request, response) => {
  response.json({ invites: await invitesOf(projectIn(response)._id) });
});

inviteRoutes.post('/project/:project/invite', owns, perProject, async (request, response) => {
  const { email, privileges } = parse(body, request.body, 'body');
  const sender = loggedInUser(response);
  if (!address.safeParse(email).success) {
    response.status(400).json({ errorReason: 'invalid_email' });
  } else if (email === sender.email) {
    response.json({ invite: null, error: 'cannot_invite_self' });
  } else {
    response.json({
      invite: await invite(projectIn(response), sender, email, privileges, certainSiteUrl(request, '')),
    });
  }
});

inviteRoutes.delete('/project/:project/invite/:invite', owns, async ({ params }, response) => {
  await revoke(await findInvite(projectIn(response)._id, { _id: idFrom(params.invite, 'the invitation') }));
  response.sendStatus(201);
});

inviteRoutes.post('/project/:project/invite/:invite/resend', owns, perProject, async (request, response) => {
  const project = projectIn(response);
  const found = await findInvite(project._id, { _id: idFrom(request.params.invite, 'the invitation') });
  await tell(project, loggedInUser(response), found, certainSiteUrl(request, ''));
  response.sendStatus(201);
});

inviteRoutes.get('/project/:project/invite/token/:token', needsLogin, async ({ params }, response) => {
  const projectId = idFrom(params.project, 'the project');
  const user = loggedInUser(response);
  const project = await findProject(params.project).catch(unlessMissing);
  if (project !== undefined && accessOf(project, user).privilege !== false)
    return response.redirect(`/project/${projectId}`);
  const found = await findInvite(projectId, { token: String(params.token) }).catch(unlessMissing);
  if (project === undefined || found === undefined) {
    page(response, {
      title: 'Invitation',
      body: html`<p class="notice" role="alert">This invitation is not valid, or was taken back.</p>
<p><a href="/project">Your projects</a></p>`,
    });
    return;
  }
  const action = `/project/${projectId}/invite/token/${found.token}/accept`;
  page(response, {
    title: 'Invitation',
    body: html`<p>You are invited to the project <b>${project.name}</b>, and may ${
      found.privileges === 'readOnly' ? 'read it' : 'read and write it'
    }.</p>
${form(response, { action, button: 'Join the project' })}<p><a href="/project">Not now</a></p>`,
  });
});

const unlessMissing = (error: unknown): undefined => {
  if (!isKind(error, 'not-found')) throw error;
};

inviteRoutes.post('/project/:project/invite/token/:token/accept', needsLogin, async (request, response) => {
  const { params } = request;
  const projectId = idFrom(params.project, 'the project');
  const found = await findInvite(projectId, { token: String(params.token) });
  await findProject(params.project);
  await accept(found, loggedInUser(response));
  if (prefersJson(request) && request.get('X-Requested-With') === 'XMLHttpRequest') response.sendStatus(204);
  else response.redirect(`/project/${projectId}`);
});
