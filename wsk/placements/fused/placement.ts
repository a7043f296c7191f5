import { join, resolve } from 'node:path';
import { type App, type AppAction, actionsOf } from '#shared/app/define-app';
import { serviceEnvironment } from '#shared/app/environment';
import { entryOf } from '../../deploy/entry.ts';
import type { ArchiveSource, Placement } from '../placement.ts';
import { replaceExchange } from '../replace-exchange.ts';
import type { FusedAction, FusedVariables } from './fuse.ts';

/** Each archive also holds the actions that app.ts lists under `fuses`; calls to those actions stay in the caller's process. */
export const placement: Placement = {
  name: 'fused',
  summary: "actions run in the process of the action that calls them, if app.ts lists them under 'fuses'",

  archive(app, action) {
    const fused = fusedActionsOf(app, action).map((each) => ({
      name: `${app.name}/${each.name}`,
      kind: each.action.kind === 'web' ? ('raw' as const) : ('invoke' as const),
      entry: entryOf(app, each),
    }));
    return fused.length === 0 ? {} : fusedSource(entryOf(app, action), fused);
  },

  environment(app, action, addresses) {
    const actions = fusedActionsOf(app, action);
    if (actions.length === 0) return {};
    const variables: FusedVariables = {
      hidden: Object.keys(serviceEnvironment(app, action.service, action.spec, addresses)),
      actions: Object.fromEntries(
        actions.map(({ name, service, spec }) => [
          `${app.name}/${name}`,
          { url: addresses.service(name), variables: serviceEnvironment(app, service, spec, addresses) },
        ]),
      ),
    };
    return { FUSED: JSON.stringify(variables) };
  },
};

/** The source of an archive with an action and its fused actions; each module is in it once. The entries are file paths. */
export function fusedSource(entry: string, actions: (FusedAction & { entry: string })[]): ArchiveSource {
  const load = (path: string): string => `require(${JSON.stringify(resolve(path))})`;
  const table = actions.map(
    ({ name, kind, entry: path }) =>
      `{ name: ${JSON.stringify(name)}, kind: '${kind}', load: () => ${load(path)}.main }`,
  );
  const fuse = load(join(import.meta.dirname, 'fuse.ts'));
  return {
    contents: `${fuse}.fuse([${table}]); exports.main = ${load(entry)}.main;`,
    plugins: [replaceExchange(join(import.meta.dirname, 'exchange.ts'))],
  };
}

const fusedActionsOf = (app: App, { action }: AppAction): AppAction[] =>
  actionsOf(app).filter(({ name }) => action.fuses?.includes(name));
