import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'esbuild';
import type { Addresses } from '#shared/app/addresses';
import type { App, AppAction } from '#shared/app/define-app';
import type { CreateExtension } from '../platform/context.ts';

/** Options for the archive of an action. */
export interface ArchiveSource {
  /** CommonJS source of an entry that exports `main`; default: the action's own entry. */
  contents?: string;
  plugins?: Plugin[];
}

/**
 * A placement decides where calls between actions go. The default, `platform`, uses none of the optional members: every call is an
 * activation that goes through the platform, as on any OpenWhisk. Another placement is a folder here with a file `placement.ts`. It
 * is used when an archive is built, when an action is deployed and when a platform is started, and nowhere else.
 */
export interface Placement {
  /** The name of the placement's folder. */
  name: string;
  /** One sentence for help texts and pages. */
  summary: string;
  /** The options with which the archive of an action is built. */
  archive?(app: App, action: AppAction): ArchiveSource;
  /** Environment variables of an action in addition to those of its service. */
  environment?(app: App, action: AppAction, addresses: Addresses): Record<string, string>;
  /** The extension with which the embedded OpenWhisk is started; its name is that of the placement. */
  extension?: CreateExtension;
}

/** The default, and the only placement on a cluster without changes. */
export const defaultPlacement: Placement = {
  name: 'platform',
  summary: 'every call between actions goes through the platform',
};

/** The names of all placements, the default first. */
export const placementNames: readonly string[] = [
  defaultPlacement.name,
  ...readdirSync(import.meta.dirname)
    .filter((name) => existsSync(join(import.meta.dirname, name, 'placement.ts')))
    .sort(),
];

/** What the option `--placement` of commands does. */
export const placementText = `where calls between actions go: ${placementNames.join(', ')}; default: PLACEMENT, else ${defaultPlacement.name}`;

/** The placement with a name. Rejects with a sentence that lists all placements when there is none. */
export async function findPlacement(name: string): Promise<Placement> {
  if (name === defaultPlacement.name) return defaultPlacement;
  if (!placementNames.includes(name))
    throw new Error(`There is no placement '${name}'; choose one of ${placementNames.join(', ')}.`);
  const file = join(import.meta.dirname, name, 'placement.ts');
  const { placement } = (await import(file)) as { placement: Placement };
  return placement;
}
