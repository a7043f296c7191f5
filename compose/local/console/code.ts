import { readdir, readFile } from 'node:fs/promises';
import { join, normalize } from 'node:path';
import type { App } from '#shared/app/define-app';
import type { Source } from '#shared/ui/code/types';

const apps = join(import.meta.dirname, '..', '..', '..', 'apps');

/**
 * A folder of an application's service, or a file in it; `path` begins with the service's name. Undefined for what is not there or is no
 * text, and for whatever is outside the folders of services.
 */
export async function readSource({ name, title, services }: App, path: string): Promise<Source | undefined> {
  const within = normalize(path).replace(/\/$/, '');
  const [service = ''] = within.split('/');
  if (!Object.hasOwn(services, service)) return undefined;
  const place = join(apps, name, within);
  const found = await readdir(place, { withFileTypes: true }).catch(() => undefined);
  if (found !== undefined) {
    const entries = found.map((entry) => entry.name + (entry.isDirectory() ? '/' : '')).sort();
    return { title, path: within, entries };
  }
  const text = await readFile(place).catch(() => undefined);
  return text === undefined || text.includes(0) ? undefined : { title, path: within, text: text.toString() };
}
