import { existsSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { type App, type AppAction, actionsOf } from '#shared/app/define-app';
import { Failure } from '#shared/cli/failure';

const root = join(import.meta.dirname, '..', '..');

/** The path of the file that exports an action's `main`; an absolute entry is returned unchanged. */
export const entryOf = ({ name }: App, { service, entry }: AppAction): string =>
  resolve(root, 'apps', name, service, entry);

/** Throws a failure that names each action of an application whose file is missing. */
export function checkEntries(app: App): void {
  const missing = actionsOf(app).flatMap((action) => {
    const path = entryOf(app, action);
    if (existsSync(path)) return [];
    const what = action.spec.variant === undefined ? 'an action' : 'an action or a variant';
    return `${relative(root, path)} does not exist, but the table in apps/${app.name}/app.ts has ${what} of ${action.service} with this entry: create the file, or change the table.`;
  });
  if (missing.length > 0) throw new Failure(missing.join('\n'), 2);
}
