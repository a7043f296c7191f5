import { errorHandler } from '#shared/http/service';
import { overleafService } from '../service-base.ts';
import { docRoutes } from './doc-routes.ts';
import { projectRoutes } from './project-routes.ts';
import { queueRoutes } from './queue-routes.ts';
import { redis } from './redis.ts';

/** A text of 2 MiB in JSON, which may write a character as several. */
const bodyBytes = 8 * 1024 * 1024;

/** Applies what editors do to documents, which are in Redis while they are edited. */
export const documentUpdater = overleafService(
  'document-updater',
  { redis },
  { status: 'document updater is alive', bodyBytes },
);

documentUpdater.use('/project/:project/doc/:doc', docRoutes);
documentUpdater.use('/project', projectRoutes);
documentUpdater.use(queueRoutes);
documentUpdater.use(errorHandler());
