import { Router } from 'express';
import * as z from 'zod';
import { parse } from '#shared/parse';
import { countLoadedDocs, flushQueued, loadedProjects } from './flush-queue.ts';
import { removeProject } from './project.ts';
import { redis } from './redis.ts';

/** The routes about all projects. */
export const queueRoutes = Router();

const count = z.coerce.number().int().min(0);
const queueQuery = z.object({
  limit: count.default(1000),
  min_delete_age: count.default(5 * 60 * 1000),
});

queueRoutes.get('/flush_queued_projects', async ({ query }, response) => {
  const { limit, min_delete_age } = parse(queueQuery, query, 'query');
  response.json({ flushed: await flushQueued({ limit, minAgeMs: min_delete_age }) });
});

const allQuery = z.object({ limit: count.default(1000), dryRun: z.string().default('false') });

queueRoutes.get('/flush_all_projects', async ({ query }, response) => {
  const { limit, dryRun } = parse(allQuery, query, 'query');
  const projects = (await loadedProjects()).slice(0, limit);
  if (dryRun === 'true') {
    response.json(projects);
    return;
  }
  const success: string[] = [];
  const failure: string[] = [];
  for (const project of projects) {
    await removeProject(project).then(
      () => success.push(project),
      () => failure.push(project),
    );
  }
  response.json({ success, failure });
});

queueRoutes.get('/total', async (_request, response) => {
  response.json({ total: await countLoadedDocs() });
});

queueRoutes.get(['/health_check/redis', '/health_check/redis_cluster'], async (_request, response) => {
  const isHealthy = await redis.isHealthy();
  response.status(isHealthy ? 200 : 503).send(isHealthy ? 'OK' : 'does not work: redis');
});
