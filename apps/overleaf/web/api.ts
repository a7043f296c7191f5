import { Router } from 'express';
import type { OpenOutput } from './compile/outputs.ts';
import { compileRoutes } from './compile/routes.ts';
import { completionRoutes } from './completion/routes.ts';
import { linkedFileRoutes } from './linked/routes.ts';
import { neighbourRoutes } from './neighbour-routes.ts';
import { creationRoutes } from './projects/creation-routes.ts';
import { projectRoutes } from './projects/routes.ts';
import { reviewRoutes } from './review/routes.ts';
import { sharingRoutes } from './sharing/routes.ts';
import { treeRoutes } from './tree/routes.ts';

/** All that a session may do with projects, in JSON, and the pages. */
export function apiRoutes(openOutput: OpenOutput): Router {
  const routes = Router();
  routes.use(projectRoutes, creationRoutes, sharingRoutes, treeRoutes, linkedFileRoutes(openOutput));
  routes.use(compileRoutes(openOutput), completionRoutes, reviewRoutes, neighbourRoutes);
  return routes;
}
