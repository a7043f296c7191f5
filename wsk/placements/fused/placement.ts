import { join, resolve } from 'node:path';
import { type App, type AppAction, actionsOf } from '#shared/app/define-app';
import { serviceEnvironment } from '#shared/app/environment';
import { entryOf } from '../../deploy/entry.ts';
import type { ArchiveSource, Placement } from '../placement.ts';
import { replaceExchange } from '../replace-exchange.ts';
import type { FusedVariables, Guest } from './fuse.ts';

/** Archives also hold the actions that the table in app.ts names under `fuses`; calls to those stay in the caller's process. */
export const placement: Placement = {
  name: 'fused',
  summary: "actions run in the process of the action that calls them, as 'fuses' in app.ts says",

  archive(app, action) {
    const guests = guestsOf(app, action).map((guest) => ({
      name: `${app.name}/${guest.name}`,
      kind: guest.action.kind === 'web' ? ('raw' as const) : ('invoke' as const),
      entry: entryOf(app, guest),
    }));
    return guests.length === 0 ? {} : fusedSource(entryOf(app, action), guests);
  },

  environment(app, action, addresses) {
    const guests = guestsOf(app, action);
    if (guests.length === 0) return {};
    const fused: FusedVariables = {
      hidden: Object.keys(serviceEnvironment(app, action.service, action.spec, addresses)),
      guests: Object.fromEntries(
        guests.map(({ name, service, spec }) => [
          `${app.name}/${name}`,
          { url: addresses.service(name), variables: serviceEnvironment(app, service, spec, addresses) },
        ]),
      ),
    };
    return { FUSED: JSON.stringify(fused) };
  },
};

/** The source of an archive that holds an action and its guests, each module once. The entries are paths of files. */
export function fusedSource(entry: string, guests: (Guest & { entry: string })[]): ArchiveSource {
  const load = (path: string): string => `require(${JSON.stringify(resolve(path))})`;
  const table = guests.map(
    (guest) =>
      `{ name: ${JSON.stringify(guest.name)}, kind: '${guest.kind}', load: () => ${load(guest.entry)}.main }`,
  );
  const fuse = load(join(import.meta.dirname, 'fuse.ts'));
  return {
    contents: `${fuse}.fuse([${table}]); exports.main = ${load(entry)}.main;`,
    plugins: [replaceExchange(join(import.meta.dirname, 'exchange.ts'))],
  };
}

const guestsOf = (app: App, { action }: AppAction): AppAction[] =>
  actionsOf(app).filter(({ name }) => action.fuses?.includes(name));
