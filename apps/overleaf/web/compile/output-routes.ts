import { Router } from 'express';
import { notFound } from '#shared/errors';
import { mayRead, projectIn } from '../guards.ts';
import { limited } from '../rate-limit.ts';
import { userIn } from '../who.ts';
import type { SendOutput } from './outputs.ts';

/** A name under which a browser may keep a PDF: letters and digits of the project's name. */
const pdfName = (name: string): string => `${name.replace(/[^\p{L}\p{N}]/gu, '_')}.pdf`;

/** What comes of compiles, as the session's user has compiled; who has no log-in shares the builds of all who have none. */
export function outputRoutes(sendOutput: SendOutput): Router {
  const routes = Router();
  const perHour = limited('download-output', { max: 1000, seconds: 3600, perProject: true });

  routes.get(
    ['/project/:project/output/output.pdf', '/download/project/:project{/build/:build}/output/output.pdf'],
    mayRead,
    perHour,
    async (request, response) => {
      const { name, _id: project } = projectIn(response);
      const kind = request.query.popupDownload === undefined ? 'inline' : 'attachment';
      response.set('Content-Disposition', `${kind}; filename*=UTF-8''${encodeURIComponent(pdfName(name))}`);
      const build = textOf(request.params.build);
      await sendOutput({ project, user: userOf(response), build, path: 'output.pdf' }, request, response);
    },
  );

  routes.get('/project/:project/download/pdf', mayRead, perHour, async (request, response) => {
    const { _id: project } = projectIn(response);
    await sendOutput({ project, user: userOf(response), path: 'output.pdf' }, request, response);
  });

  routes.get(
    '/project/:project{/user/:user}{/build/:build}/output/*path',
    mayRead,
    perHour,
    async (request, response) => {
      const { params } = request as unknown as { params: { user?: string; build?: string; path: string[] } };
      const { _id: project } = projectIn(response);
      const user = userOf(response);
      // The files are those of who asks, whoever is named.
      if (params.user !== undefined && params.user !== user)
        throw notFound('this build belongs to somebody else: compile the project yourself');
      await sendOutput(
        { project, user, build: params.build, path: params.path.join('/') },
        request,
        response,
      );
    },
  );
  return routes;
}

const textOf = (value: string | string[] | undefined): string | undefined =>
  typeof value === 'string' ? value : undefined;

/** The id under which clsi keeps the compiles of who asks. */
export const userOf = (response: Parameters<typeof userIn>[0]): string =>
  userIn(response)?._id.toHexString() ?? anonymousUser;

/** Stands for everybody without a log-in. */
const anonymousUser = '0'.repeat(24);
