import { join } from 'node:path';
import { type App, type AppAction, actionsOf } from '#shared/app/define-app';
import { tracesTarget } from '#shared/observe/traces-setting';
import { defaultPlacement, type Placement } from '../placements/placement.ts';
import { bundleAction } from './bundle.ts';
import { checkEntries, entryOf } from './entry.ts';

const exportSpans = join(import.meta.dirname, '..', '..', 'shared', 'observe', 'export-spans.ts');

/**
 * Builds the archives of all actions of an application for a placement. `variables` returns the parameters of an action that its
 * archive sets as environment variables; it is for deployments that cannot use init parameters.
 */
export async function bundleApp(
  app: App,
  placement: Placement = defaultPlacement,
  variables?: (action: AppAction) => string[],
): Promise<Map<string, Uint8Array>> {
  checkEntries(app);
  const inject = tracesTarget(process.env) === undefined ? [] : [exportSpans];
  const bundle = async (each: AppAction): Promise<[string, Uint8Array]> => {
    const deferred = variables === undefined ? {} : { variables: variables(each) };
    const { zip } = await bundleAction(entryOf(app, each), {
      inject,
      ...placement.archive?.(app, each),
      ...deferred,
    });
    return [each.name, zip];
  };
  return new Map(await Promise.all(actionsOf(app).map(bundle)));
}
