import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Response, Router } from 'express';
import { apps } from '#apps/apps';
import { HttpError } from '#shared/http/errors';
import { type LedgerFormat, ledgerFormats, ledgerText } from '../../ledger/formats.ts';
import { reports } from '../../ledger/reports.ts';

/** Why a tree of `npm run export` has no ledger. */
const oneForm =
  'This tree has one form only, so there is nothing to compare: open the ledger in the whole repository.';

const root = join(import.meta.dirname, '..', '..', '..');

/**
 * What `npm run ledger` prints: `/ledger.FORMAT` for all applications and `/ledger/APP.FORMAT` for one, as `json`, `csv` or `md`.
 * `/apps.json` has the names and titles of all applications. The ledger is counted anew for each request.
 */
export function ledgerRoutes(): Router {
  const router = Router();
  router.get('/apps.json', (_request, response) => {
    response.json(Object.values(apps).map(({ app: { name, title } }) => ({ name, title })));
  });
  const print = async (format: LedgerFormat, response: Response, app?: string): Promise<void> => {
    if (!existsSync(join(root, 'compose', 'ledger', 'command.ts'))) throw new HttpError(404, oneForm);
    const counted = await reports(root, app === undefined ? undefined : [app]);
    response.type(ledgerFormats[format]).send(ledgerText(format, counted));
  };
  for (const format of Object.keys(ledgerFormats) as LedgerFormat[])
    router
      .get(`/ledger.${format}`, (_request, response) => print(format, response))
      .get(`/ledger/:app.${format}`, ({ params: { app } }, response, next) =>
        Object.hasOwn(apps, app) ? print(format, response, app) : next(),
      );
  return router;
}
