import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { apps } from '#apps/apps';
import { type Asset, buildPage } from '#shared/ui/build';
import { type LedgerFormat, ledgerFormats, ledgerText } from '../ledger/formats.ts';
import { reports } from '../ledger/reports.ts';

/** Why a tree of `npm run export` has no ledger. */
const oneForm =
  'This tree has one form only, so there is nothing to compare: open the ledger in the whole repository.';

const pathOfLedger = /^\/ledger(?:\/(?<name>[\w-]+))?(?:\.(?<format>json|csv|md))?$/;

const root = join(import.meta.dirname, '..', '..');

/**
 * The ledger of the console: its page, `/ledger` and `/ledger/APP`; and what `npm run ledger` prints, for all applications or for one, with
 * `.json`, `.csv` or `.md`. `/apps.json` has the names and titles of all applications. It is counted anew for each request.
 */
export async function openLedger(): Promise<(path: string) => Promise<Asset | undefined>> {
  const page = await buildPage(join(root, 'shared', 'ui', 'ledger'));
  return async (path) => {
    if (path === '/apps.json') return { type: ledgerFormats.json, body: Buffer.from(namesOfApps()) };
    const found = pathOfLedger.exec(path)?.groups;
    if (found === undefined) return page.get(path);
    const { name, format } = found;
    if (name !== undefined && !Object.hasOwn(apps, name)) return undefined;
    if (format === undefined) return page.get('/index.html');
    if (!existsSync(join(root, 'compose', 'ledger', 'command.ts'))) throw new Error(oneForm);
    const counted = await reports(root, name === undefined ? undefined : [name]);
    const text = ledgerText(format as LedgerFormat, counted);
    return { type: ledgerFormats[format as LedgerFormat], body: Buffer.from(text) };
  };
}

const namesOfApps = (): string =>
  JSON.stringify(Object.values(apps).map(({ app: { name, title } }) => ({ name, title })));
