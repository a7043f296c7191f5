import { join, resolve } from 'node:path';
import type { App, AppAction } from '#shared/app/define-app';

const root = join(import.meta.dirname, '..', '..');

/** The path of the file that exports an action's `main`; an absolute entry is returned unchanged. */
export const entryOf = ({ name }: App, { service, entry }: AppAction): string =>
  resolve(root, 'apps', name, service, entry);
