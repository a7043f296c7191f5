import { Router } from 'express';
import { parse } from '#shared/parse';
import { encodedPath } from '../../clsi/places.ts';
import { withUsers } from '../db.ts';
import { mayRead, projectIn } from '../guards.ts';
import { limited } from '../rate-limit.ts';
import { bothRoutes } from './both-routes.ts';
import { buildRoutes } from './build-routes.ts';
import { compileProject, placeInClsi, standardFeatures } from './compile.ts';
import { logEntriesOf } from './log-entries.ts';
import { compileBody } from './options.ts';
import { userOf } from './output-routes.ts';
import type { OpenOutput } from './outputs.ts';
import { whileCompiling } from './under-way.ts';

/** Compiles, and what can be asked about the last one. */
export function compileRoutes(openOutput: OpenOutput): Router {
  const routes = Router();
  routes.use(buildRoutes, bothRoutes);

  routes.post(
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
      const features = owner?.features ?? standardFeatures;
      const compiled = await whileCompiling({ project, user }, () =>
        compileProject({ project, user, features, options }),
      );
      const { status, stats, timings, steps, validationProblems, error, folder = '.' } = compiled;
      const place = placeInClsi({ project, user });
      const outputFiles = compiled.outputFiles.map(({ url: _, ...file }) => ({
        ...file,
        url: `${place}/build/${file.build}/output/${encodedPath(file.path)}`,
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
        ...(steps && { steps }),
        logEntries:
          build === undefined
            ? []
            : await logEntriesOf(openOutput, {
                project: project._id,
                user,
                build,
                paths: outputFiles.map(({ path }) => path),
                folder,
              }),
      });
    },
  );
  return routes;
}
