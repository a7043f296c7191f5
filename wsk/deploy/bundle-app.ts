import { join } from 'node:path';
import { type App, type AppAction, actionsOf } from '#shared/app/define-app';
import { tracesTarget } from '#shared/observe/traces-setting';
import { defaultPlacement, type Placement } from '../placements/placement.ts';
import { type BundleOptions, bundleAction, bundleActions } from './bundle.ts';
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
  const actions = actionsOf(app).map((action) => ({
    name: action.name,
    entry: entryOf(app, action),
    ...(variables !== undefined && { variables: variables(action) }),
    ...placement.archive?.(app, action),
  }));
  const isPlain = ({ contents, plugins }: BundleOptions): boolean => (contents ?? plugins) === undefined;
  const together = bundleActions(actions.filter(isPlain), inject);
  const alone = actions
    .filter((action) => !isPlain(action))
    .map(async (action) => {
      const bundle = await bundleAction(action.entry, { ...action, inject });
      return new Map([[action.name, bundle]]);
    });
  const bundles = (await Promise.all([together, ...alone])).flatMap((each) => [...each]);
  return new Map(bundles.map(([name, { zip }]) => [name, zip]));
}
