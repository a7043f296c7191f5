import { Router } from 'express';
import * as z from 'zod';
import { jsonOf } from '#shared/http/client';
import { parse } from '#shared/parse';
import { withUsers } from '../db.ts';
import { mayRead, projectIn } from '../guards.ts';
import { ask } from '../neighbours.ts';
import { limited } from '../rate-limit.ts';
import { compileProject, placeInClsi } from './compile.ts';
import { logEntriesOf } from './log-entries.ts';
import { compileBody } from './options.ts';
import { userOf } from './output-routes.ts';

/** What people without an account of an owner get. */
const standard = { compileTimeout: 180, compileGroup: 'standard' };

/** Compiles, and what can be asked about the last one. */
export const compileRoutes = Router();

compileRoutes.post(
  '/project/:project/compile',
  mayRead,
  limited('compile-project-http', { max: 800, seconds: 3600, perProject: true }),
  async (request, response) => {
    const project = projectIn(response);
    const user = userOf(response);
    const options = {
      ...parse(compileBody, request.body, 'body'),
      isAuto: request.query.auto_compile === 'true',
    };
    const owner = await withUsers((users) => users.findOne({ _id: project.owner_ref }));
    const features = owner?.features ?? standard;
    const compiled = await compileProject({ project, user, features, options });
    const { status, stats, timings, validationProblems, error, folder = '.' } = compiled;
    const place = placeInClsi({ project, user });
    const outputFiles = compiled.outputFiles.map(({ url, ...file }) => ({
      ...file,
      url: `${place}/build/${file.build}/output/${url.split('/output/').at(-1)}`,
    }));
    const build = outputFiles[0]?.build;
    response.json({
      status,
      outputFiles,
      compileGroup: features.compileGroup,
      ...(validationProblems && { validationProblems }),
      ...(error && { error }),
      stats,
      timings,
      logEntries:
        build === undefined
          ? []
          : await logEntriesOf(place, { id: build, paths: outputFiles.map(({ path }) => path), folder }),
    });
  },
);

compileRoutes.post('/project/:project/compile/stop', mayRead, async (_request, response) => {
  const place = placeInClsi({ project: projectIn(response), user: userOf(response) });
  await ask('clsi', `${place}/compile/stop`, { method: 'POST' });
  response.status(200).end();
});

compileRoutes.delete('/project/:project/output', mayRead, async (_request, response) => {
  const project = projectIn(response);
  await ask('clsi', placeInClsi({ project, user: userOf(response) }), {
    method: 'DELETE',
    deadlineMs: 30_000,
  });
  await ask('document-updater', `/project/${project._id}/clearState`, { method: 'POST' });
  response.sendStatus(200);
});

const buildQuery = { buildId: z.string().optional(), build: z.string().optional() };
const fileQuery = z.object({ ...buildQuery, file: z.string('must be the path of a file').optional() });
const number = z.string().regex(/^-?\d+(\.\d+)?$/, 'must be a number');
const codeQuery = z.object({
  ...buildQuery,
  file: z.string('must be the path of a file').min(1),
  line: number,
  column: number,
});
const pdfQuery = z.object({ ...buildQuery, page: number, h: number, v: number });

/** Passes a question about a build on to clsi, and its answer back. */
function askClsi<Schema extends z.ZodType<{ buildId?: string | undefined; build?: string | undefined }>>(
  path: string,
  schema: Schema,
): void {
  compileRoutes.get(`/project/:project/${path}`, mayRead, async ({ query }, response) => {
    const { buildId, build = buildId, ...asked } = parse(schema, query, 'query');
    const place = placeInClsi({ project: projectIn(response), user: userOf(response) });
    const params = Object.entries({ ...asked, build }).filter(([, value]) => value !== undefined);
    const asking = `${place}/${path}?${new URLSearchParams(params as [string, string][])}`;
    response.json(jsonOf(await ask('clsi', asking, { deadlineMs: 60_000 })));
  });
}

askClsi('sync/code', codeQuery);
askClsi('sync/pdf', pdfQuery);
askClsi('wordcount', fileQuery);

compileRoutes.get('/status/compiler/:project', mayRead, async (_request, response) => {
  const options = { ...parse(compileBody, {}, 'body'), isAuto: false };
  const { status } = await compileProject({
    project: projectIn(response),
    user: userOf(response),
    features: standard,
    options,
  });
  response.status(status === 'success' ? 200 : 500).send(status);
});
