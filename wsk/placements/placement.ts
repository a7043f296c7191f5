import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'esbuild';
import type { Addresses } from '#shared/app/addresses';
import type { App, AppAction } from '#shared/app/define-app';
import type { CreateExtension } from '../platform/context.ts';

/** What an action's archive is made of. */
export interface ArchiveSource {
  /** CommonJS source of the entry, which exports `main`; default: the action's own entry. */
  contents?: string;
  plugins?: Plugin[];
}

/**
 * Where the calls between actions go. The default, `platform`, has nothing of this: every call is an activation that goes through
 * the platform, as on any OpenWhisk. Another one is a folder here with a file `placement.ts`; it takes part when an archive is
 * built and when a platform is started, and in nothing else.
 */
export interface Placement {
  /** The name of its folder. */
  name: string;
  /** One line for help texts and pages. */
  summary: string;
  /** How the archive of an action is built. */
  archive?(app: App, action: AppAction): ArchiveSource;
  /** Variables that an action gets in addition to those of its service. */
  environment?(app: App, action: AppAction, addresses: Addresses): Record<string, string>;
  /** What the embedded OpenWhisk is started with. */
  extension?: CreateExtension;
}

/** The placement of a cluster, and the default here. */
export const defaultPlacement: Placement = {
  name: 'platform',
  summary: 'every call between actions goes through the platform',
};

/** The names of all placements, the default first. */
export const placementNames: readonly string[] = [
  defaultPlacement.name,
  ...readdirSync(import.meta.dirname, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort(),
];

/** The placement of a name; throws a sentence that names them all for another one. */
export async function findPlacement(name: string): Promise<Placement> {
  if (name === defaultPlacement.name) return defaultPlacement;
  if (!placementNames.includes(name))
    throw new Error(`There is no placement '${name}'; choose one of ${placementNames.join(', ')}.`);
  const file = join(import.meta.dirname, name, 'placement.ts');
  const { placement } = (await import(file)) as { placement: Placement };
  return placement;
}
