import { Router } from 'express';
import { outputRoutes } from '../compile/output-routes.ts';
import type { SendOutput } from '../compile/outputs.ts';
import { importRoutes } from '../projects/import-routes.ts';
import { downloadRoutes } from './downloads.ts';
import { uploadRoutes } from './uploads.ts';
import { zipRoutes } from './zips.ts';

/** All routes that move files as streams. */
export function streamRoutes(sendOutput: SendOutput): Router {
  const routes = Router();
  // The path of an import would also fit a project called `new`.
  routes.use(importRoutes, uploadRoutes, downloadRoutes, zipRoutes, outputRoutes(sendOutput));
  return routes;
}
