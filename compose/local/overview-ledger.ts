import { join } from 'node:path';
import { apps } from '#apps/apps';
import { type Asset, buildPage } from '#shared/ui/build';
import { type LedgerFormat, ledgerFormats, ledgerText } from '../ledger/formats.ts';
import { reports } from '../ledger/reports.ts';

const root = join(import.meta.dirname, '..', '..');

/**
 * The ledger of the console: its page, `/ledger` and `/ledger/APP`; and what `npm run ledger` prints, for all applications or for one, with
 * `.json`, `.csv` or `.md`. `/apps.json` has the names and titles of all applications. It is counted anew for each request.
 */
export async function openLedger(): Promise<(path: string) => Promise<Asset | undefined>> {
  const page = await buildPage(join(root, 'shared', 'ui', 'ledger'));
  return async (path) => {
    if (path === '/apps.json') return { type: ledgerFormats.json, body: Buffer.from(namesOfApps()) };
    const [, name, format] = /^\/ledger(?:\/([\w-]+))?(?:\.(json|csv|md))?$/.exec(path) ?? [undefined];
    if (!path.startsWith('/ledger')) return page.get(path);
    const isKnown = name === undefined ? /^\/ledger(\.|$)/.test(path) : Object.hasOwn(apps, name);
    if (!isKnown) return undefined;
    if (format === undefined) return page.get('/index.html');
    const found = await reports(root, name === undefined ? undefined : [name]);
    const text = ledgerText(format as LedgerFormat, found);
    return { type: ledgerFormats[format as LedgerFormat], body: Buffer.from(text) };
  };
}

const namesOfApps = (): string =>
  JSON.stringify(Object.values(apps).map(({ app: { name, title } }) => ({ name, title })));
