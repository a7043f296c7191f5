import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { apps } from '#apps/apps';
import { type Overview, startOverview } from '#compose/local/overview';
import { launchBrowser, noBrowser } from './chromium.ts';
import { look } from './look.ts';

const ledgerCommand = join(import.meta.dirname, '..', '..', 'compose', 'ledger', 'command.ts');
const skip = { skip: noBrowser };

describe('the console in a browser', () => {
  let browser: Browser | undefined;
  let overview: Overview | undefined;
  /** What the pages have written to the console of the browser as errors. */
  const complaints: string[] = [];

  before(async () => {
    if (skip.skip) return;
    browser = await launchBrowser();
    overview = await startOverview({
      stack: { deployments: [], components: {}, platforms: [], stop: async () => undefined },
      apps: Object.values(apps),
      reports: new Map(),
      port: undefined,
    });
  });
  after(async () => {
    await overview?.close();
    await browser?.close();
    assert.deepEqual(complaints, []);
  });

  const counted = promisify(execFile)(process.execPath, [ledgerCommand, 'robot-shop', '--csv']);

  async function open(path: string, width = 1280): Promise<Page> {
    const page = await browser?.newPage({ viewport: { width, height: 844 } });
    assert.ok(page);
    page.setDefaultTimeout(15_000);
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(`${overview?.url}${path}`);
    return page;
  }

  for (const width of [390, 1280])
    it(`leads by keyboard from page to page, at ${width} pixels`, skip, async () => {
      const page = await open('/', width);
      const console = page.getByRole('navigation', { name: 'Console' });
      const current = console.locator('[aria-current=page]');
      assert.equal(await current.innerText(), 'Forms');
      await look(page, 'console-forms');
      await console.getByRole('link', { name: 'Forms' }).focus();
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/pair\/[\w-]+\/[\w-]+$/);
      await page.getByRole('region', { name: 'The two entries' }).waitFor();
      assert.equal(await current.innerText(), 'Services');
      await look(page, 'console-services');
      await page.close();
    });

  for (const width of [390, 1280])
    it(`shows what the ledger command counts, at ${width} pixels`, skip, async () => {
      const page = await open('/ledger/robot-shop', width);
      const table = page.getByRole('table', { name: 'The services of Robot Shop' });
      await table.getByRole('row', { name: 'payment' }).waitFor();
      const { stdout } = await counted;
      const [head = [], ...rows] = stdout
        .trim()
        .split('\n')
        .map((row) => row.split(','));
      const shown = await table
        .getByRole('row')
        .evaluateAll((all: { innerText: string }[]) =>
          all.map(({ innerText }) => innerText.split('\t').map((cell) => cell.trim())),
        );
      assert.equal(shown.length, rows.length);
      for (const row of rows.filter(([, kind]) => kind === 'service')) {
        const figures = Object.fromEntries(row.map((value, at) => [head[at], value]));
        const cells = shown.find(([name]) => name === figures.name) ?? [];
        const expected = [figures.both, figures.removed, figures.added].map((value) =>
          Number(value).toLocaleString('en-GB'),
        );
        assert.deepEqual(cells.slice(1, 4), expected);
        assert.equal(cells[4], `${Number(figures.changed_percent).toFixed(1)} %`);
      }
      await page.getByRole('row', { name: /^The paper, Table 2 .* 35.1 %$/ }).waitFor();
      await look(page, 'console-ledger');
      await page.close();
    });

  it('sorts the services by the button of a column, and leads to both forms of each', skip, async () => {
    const page = await open('/ledger/robot-shop');
    const table = page.getByRole('table', { name: 'The services of Robot Shop' });
    const sort = table.getByRole('button', { name: 'Only serverless' });
    await sort.press('Enter');
    const added = () =>
      table
        .locator('tbody tr td:nth-child(4)')
        .evaluateAll((all: { innerText: string }[]) =>
          all.map(({ innerText }) => Number(innerText.replace(',', ''))),
        );
    const fromTheGreatest = await added();
    assert.deepEqual(
      fromTheGreatest,
      [...fromTheGreatest].sort((a, b) => b - a),
    );
    assert.match(await table.locator('[aria-sort=descending]').innerText(), /^Only serverless/);
    await sort.press('Enter');
    assert.deepEqual(await added(), fromTheGreatest.reverse());
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Markdown' }).click();
    const text = await readFile(await (await download).path(), 'utf8');
    assert.match(text, /^## Robot Shop\n\n\| folder \|/);
    await table.getByRole('link', { name: 'payment' }).click();
    await page.getByRole('heading', { name: 'payment of Robot Shop' }).waitFor();
    await page.close();
  });

  it('shows each application as soon as it is counted', skip, async () => {
    const page = await open('/ledger');
    await page.getByRole('progressbar', { name: 'applications counted' }).waitFor();
    await page.getByRole('table', { name: 'The services of Robot Shop' }).waitFor();
    await page.getByText(/^Counting lines: \d of 4 applications$/).waitFor();
    await page.getByRole('table', { name: 'The forms of all applications' }).waitFor();
    await look(page, 'console-ledgers');
    await page.close();
  });
});
