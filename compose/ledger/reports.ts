import { apps } from '#apps/apps';
import { ledgerOf } from '#shared/ledger/ledger';
import { keptMigrations, type Migrations } from '#shared/ledger/migrations';
import { type AppReport, reportOf } from '#shared/ledger/report';

/** The reports of applications of the repository at `root`, by name, with the migrations that `migrationsOf` finds. */
export const reports = (
  root: string,
  names: readonly string[] = Object.keys(apps),
  migrationsOf: (app: string) => Migrations = (app) => keptMigrations(root, app),
): Promise<AppReport[]> =>
  Promise.all(
    Object.values(apps)
      .map(({ app }) => app)
      .filter(({ name }) => names.includes(name))
      .map(async (app) => reportOf(await ledgerOf(root, app), migrationsOf(app.name))),
  );
