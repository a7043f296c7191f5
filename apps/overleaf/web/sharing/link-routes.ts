import { type Request, type RequestHandler, type Response, Router } from 'express';
import { notFound } from '#shared/errors';
import { html } from '#shared/http/html';
import { form } from '../accounts/forms.ts';
import { config } from '../config.ts';
import { accessOf, privilegeOfToken } from '../guards.ts';
import { page } from '../pages/page.ts';
import { limited } from '../rate-limit.ts';
import { sessionIn } from '../session.ts';
import { askToLogIn, userIn } from '../who.ts';
import { grant, projectOfToken } from './tokens.ts';

/** Links by which anybody who knows them comes to a project. */
export const linkRoutes = Router();

const kinds = [
  { kind: 'readOnly', path: '/read/:token', pattern: /^[a-z]{12}$/ },
  { kind: 'readAndWrite', path: '/:token', pattern: /^[1-9]{10}[a-z]{12}$/ },
] as const;
type Kind = (typeof kinds)[number]['kind'];

for (const { kind, path, pattern } of kinds) {
  const isToken: RequestHandler = ({ params }, _response, next) =>
    next(pattern.test(String(params.token)) ? undefined : 'route');
  const perMinute = (name: string, max: number) => limited(`${kind}-${name}`, { max, seconds: 60 });

  linkRoutes.get(path, isToken, perMinute('token', 15), async (request, response) => {
    if (userIn(response) === undefined && !config.ALLOW_PUBLIC_ACCESS) return askToLogIn(request, response);
    page(response, {
      title: 'Open a shared project',
      body: html`<p>Somebody has shared this link with you. With it you may ${
        kind === 'readOnly' ? 'read the project' : 'read and write the project'
      }.</p>
${form(response, { action: `${request.path}/grant`, button: 'Open the project' })}`,
    });
  });

  linkRoutes.post(`${path}/grant`, isToken, perMinute('grant', 10), async (request, response) => {
    await answerGrant(kind, request, response);
  });
}

/** Where to go, and what the link has given. */
interface GrantAnswer {
  redirect: string;
  tokenAccessGranted?: Kind;
  grantAnonymousAccess?: Kind;
  higherAccess?: true;
}

const order = [false, 'readOnly', 'readAndWrite', 'owner'];

async function answerGrant(kind: Kind, request: Request, response: Response): Promise<void> {
  const user = userIn(response);
  if (user === undefined && !config.ALLOW_PUBLIC_ACCESS) return askToLogIn(request, response);
  const token = String(request.params.token);
  const project = await projectOfToken(kind, token);
  if (!project?.tokens || privilegeOfToken(project.tokens, token) !== kind)
    throw notFound('this link leads to no project, or is not shared any more');
  const redirect = `/project/${project._id}`;
  if (user === undefined) {
    await sessionIn(response).change((data) => ({
      ...data,
      anonymousTokens: { ...data.anonymousTokens, [project._id.toHexString()]: token },
    }));
    respond(request, response, { redirect, grantAnonymousAccess: kind });
  } else if (order.indexOf(accessOf(project, user).privilege) >= order.indexOf(kind)) {
    respond(request, response, { redirect, higherAccess: true });
  } else {
    await grant(project._id, user._id, kind);
    respond(request, response, { redirect, tokenAccessGranted: kind });
  }
}

/** A form of a page goes on to the project; a script gets JSON. */
function respond(request: Request, response: Response, answer: GrantAnswer): void {
  if (request.is('urlencoded') && request.get('Accept')?.includes('text/html'))
    response.redirect(answer.redirect);
  else response.json(answer);
}
