import { readdir, readFile } from 'node:fs/promises';
import { join, normalize } from 'node:path';
import type { App } from '#shared/app/define-app';

/** What a browser gets to see of a service's folder. */
export interface Shown {
  type: typeof html | typeof plain;
  body: string;
}

const html = 'text/html; charset=utf-8';
const plain = 'text/plain; charset=utf-8';
const apps = join(import.meta.dirname, '..', '..', '..', 'apps');

/**
 * A folder of an application's service as a list of links, or a file in it as text; `path` begins with the service's name. Undefined for
 * what is not there or is no text, and for whatever is outside the folders of services.
 */
export async function showCode({ name, services }: App, path: string): Promise<Shown | undefined> {
  const within = normalize(path).replace(/\/$/, '');
  const [service = ''] = within.split('/');
  if (!Object.hasOwn(services, service)) return undefined;
  const place = join(apps, name, within);
  const entries = await readdir(place, { withFileTypes: true }).catch(() => undefined);
  if (entries !== undefined) return { type: html, body: listOf(`apps/${name}/${within}`, entries) };
  const text = await readFile(place).catch(() => undefined);
  return text === undefined || text.includes(0) ? undefined : { type: plain, body: text.toString() };
}

interface Entry {
  name: string;
  isDirectory(): boolean;
}

/** The names in a folder come from the repository, which has none that HTML would take for something else. */
function listOf(title: string, entries: Entry[]): string {
  const links = entries
    .map((entry) => entry.name + (entry.isDirectory() ? '/' : ''))
    .sort()
    .map((name) => `<li><a href="/code/${title.slice('apps/'.length)}/${name}">${name}</a></li>`);
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<style>:root { background: Canvas; color: CanvasText }</style>
<title>${title}</title>
<main>
<h1>${title}</h1>
<ul>
${links.join('\n')}
</ul>
</main>
</html>
`;
}
