import { Router } from 'express';
import { outputRoutes } from '../compile/output-routes.ts';
import type { SendOutput } from '../compile/outputs.ts';
import { downloadRoutes } from './downloads.ts';
import { uploadRoutes } from './uploads.ts';

/** All routes that move files as streams. */
export function streamRoutes(sendOutput: SendOutput): Router {
  const routes = Router();
  routes.use(uploadRoutes, downloadRoutes, outputRoutes(sendOutput));
  return routes;
}
