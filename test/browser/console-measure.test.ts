import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { apps } from '#apps/apps';
import { type Console, startConsole } from '#compose/local/console/server';
import { unreachable } from '#shared/ui/ask';
import { eventually } from '#test/harness/eventually';
import { launchBrowser, noBrowser } from './chromium.ts';
import { isComplaint } from './console-page.ts';
import { plottedRuns } from './experiment-events.ts';
import { look } from './look.ts';

/** Sentences on files that services have beside their entries. */
const furtherFiles: Record<string, Record<string, RegExp>> = {
  'robot-shop/catalogue': { 'variants/bypass.ts': /in the place of serverless.ts, which stands beside it/ },
  'robot-shop/web': { 'The entry': /microservice.ts is its only entry/ },
  'lab-insurance/policy': {
    'deliver.action.ts':
      /: a message of policy starts it, and a timer starts it every 3 seconds. In the micro/,
    'variants/on-publish.deliver.action.ts': /in the place of deliver.action.ts, which stands beside it/,
    'variants/on-publish.feed.ts': /compared with no file/,
  },
  'overleaf/web': {
    'auth.action.ts': /: a request that comes through web-proxy starts it/,
    'proxy.process.ts': /a process beside the actions, for what cannot be an action/,
  },
};

const ledgerCommand = join(import.meta.dirname, '..', '..', 'compose', 'ledger', 'command.ts');
/** An experiment starts servers of its own, which takes long when much else runs. */
const forStores = { timeout: 300_000 };
const skip = { skip: noBrowser };

/** A console of applications of which none runs. */
const empty = {
  stack: { deployments: [], components: {}, platforms: [], stop: async () => undefined },
  apps: Object.values(apps),
  reports: new Map(),
  port: undefined,
};

describe('the console in a browser', () => {
  let browser: Browser | undefined;
  let overview: Console | undefined;
  let results = '';
  /** What the pages have written to the console of the browser as errors. */
  const complaints: string[] = [];

  before(async () => {
    if (skip.skip) return;
    browser = await launchBrowser();
    results = await mkdtemp(join(tmpdir(), 'diptych-results-'));
    overview = await startConsole({
      ...empty,
      results,
    });
  });
  after(async () => {
    await browser?.close();
    await overview?.close();
    await rm(results, { recursive: true, force: true });
    assert.deepEqual(complaints, []);
  });

  const counted = promisify(execFile)(process.execPath, [ledgerCommand, 'robot-shop', '--csv']);

  async function open(path: string, width = 1280): Promise<Page> {
    const page = await browser?.newPage({ viewport: { width, height: 844 } });
    assert.ok(page);
    page.setDefaultTimeout(15_000);
    page.on('console', (message) => isComplaint(message) && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(`${overview?.url}${path}`);
    return page;
  }

  /** The page of the experiments, to which nobody tells what runs. */
  async function openUninformed(): Promise<Page> {
    const page = await open('/');
    await page.route('**/experiments/events', (route) => route.fulfill({ contentType: 'text/event-stream' }));
    await page.goto(`${overview?.url}/experiments`);
    return page;
  }

  for (const width of [390, 1280])
    it(`leads by keyboard from page to page, at ${width} pixels`, skip, async () => {
      const page = await open('/', width);
      const console = page.getByRole('navigation', { name: 'Console' });
      const current = console.locator('[aria-current=page]');
      assert.equal(await current.innerText(), 'Forms');
      await eventually(async () =>
        assert.equal(await page.title(), 'Two forms of each application · Diptych'),
      );
      await look(page, 'console-forms');
      const tops = await console
        .getByRole('link')
        .evaluateAll((all) => all.map(({ offsetTop }) => offsetTop));
      assert.equal(new Set(tops).size, 1, 'all pages are in one line');
      await console.getByRole('link', { name: 'Forms' }).focus();
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/pair\/[\w-]+\/[\w-]+$/);
      await page.getByRole('region', { name: 'The two entries' }).waitFor();
      assert.equal(await current.innerText(), 'Services');
      const others = page.getByRole('navigation', { name: 'Applications' });
      assert.equal(await others.locator('[aria-current]').innerText(), 'Robot Shop');
      await eventually(async () => assert.equal(await page.title(), 'catalogue of Robot Shop · Diptych'));
      await others.getByRole('link', { name: 'Overleaf' }).press('Enter');
      await page.getByRole('heading', { name: / of Overleaf$/, level: 1 }).waitFor();
      await page.close();
    });

  for (const [service, reasons] of Object.entries(furtherFiles))
    it(
      `says why the files beside the entries are there, and what they are compared with: ${service}`,
      skip,
      async () => {
        const page = await open(`/pair/${service}`, 390);
        for (const [name, why] of Object.entries(reasons))
          await page.getByRole('region', { name, exact: true }).getByText(why).waitFor();
        await look(page, 'console-pair');
        await page.close();
      },
    );

  it('shows what the ledger command counts', skip, async () => {
    const page = await open('/ledger/robot-shop', 390);
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
    const box = page.getByRole('region', { name: 'The services of Robot Shop' });
    await box.focus();
    await page.keyboard.press('ArrowRight');
    await eventually(async () => assert.ok((await box.evaluate(({ scrollLeft }) => scrollLeft)) > 0));
    const [edge, name] = [box, table.getByRole('rowheader', { name: 'payment' })].map((each) =>
      each.boundingBox(),
    );
    assert.ok(((await name)?.x ?? 0) >= ((await edge)?.x ?? 0), 'the name of a row stays in view');
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

  for (const width of [390, 1280])
    for (const { name, table, rows, takes, told } of plottedRuns)
      it(`draws ${name} as they are measured, at ${width} pixels`, skip, async () => {
        const page = await open('/', width);
        const body = told.map((event) => `data: ${JSON.stringify(event)}\n\n`).join('');
        await page.route('**/experiments/events', (route) =>
          route.fulfill({ contentType: 'text/event-stream', body: `retry: 60000\n\n${body}` }),
        );
        await page.goto(`${overview?.url}/experiments`);
        for (const row of rows)
          await page.getByRole('table', { name: table }).getByRole('row', { name: row }).waitFor();
        await page.getByText(takes).waitFor();
        await page.locator('.chart svg').first().waitFor();
        await page.getByRole('progressbar').waitFor();
        await page.getByText(/; started at 2026-01-0\d \d\d:\d\d:05$/).waitFor();
        await look(page, `console-${told.length > 5 ? 'two' : 'one'}`);
        await page.close();
      });

  it(
    'says that the console is gone while an experiment runs, and goes on when it is there again',
    skip,
    async () => {
      const console = await startConsole({ ...empty, results });
      const { port } = new URL(console.url);
      const page = await browser?.newPage({ viewport: { width: 390, height: 844 } });
      assert.ok(page);
      page.setDefaultTimeout(15_000);
      await page.goto(`${console.url}/experiments`);
      await page.getByLabel('Application').selectOption('social-network');
      await page.getByRole('button', { name: 'Start' }).click();
      await page.getByRole('region', { name: 'Experiment one on social-network' }).waitFor();
      const alert = page.getByRole('alert').filter({ hasText: unreachable });
      assert.equal(await alert.count(), 0);
      await console.close();
      await alert.waitFor();
      await page.getByRole('heading', { name: 'Experiment one on social-network' }).waitFor();
      await look(page, 'console-lost');
      const again = await startConsole({ ...empty, results, port: Number(port) - 10 });
      await alert.waitFor({ state: 'detached' });
      // The new console runs no experiment, so another one can be started.
      await page.getByRole('button', { name: 'Start', exact: true }).and(page.locator(':enabled')).waitFor();
      await page.close();
      await again.close();
    },
  );

  it('refuses what is no result, what is no experiment, and what comes from elsewhere', skip, async () => {
    for (const name of ['..%2f..%2fpackage.json', '%2e%2e%2fcommand.ts', 'none.json', '%E0'])
      assert.ok((await fetch(`${overview?.url}/experiments/results/${name}`)).status >= 400, name);
    const compare = `${overview?.url}/experiments/compare.json?first=../../package&second=none`;
    assert.equal((await fetch(compare)).status, 404);
    const broken = join(results, 'broken.json');
    await writeFile(broken, '{}');
    const compared = await fetch(`${overview?.url}/experiments/compare.json?first=broken&second=broken`);
    assert.equal(compared.status, 400);
    assert.match(await compared.text(), /Give a file that npm run experiment has written/);
    await rm(broken);
    for (const path of ['start', 'stop'])
      assert.equal((await fetch(`${overview?.url}/experiments/${path}`)).status, 405);
    assert.deepEqual(await post('/experiments/stop', {}), [409, 'No experiment runs.']);
    const [status, text] = await post('/experiments/start', { ...short, app: 'nothing' });
    assert.equal(status, 400);
    assert.match(text, /^app: must be one of/);
    const foreign = { origin: 'http://evil.example' };
    assert.equal((await post('/experiments/start', short, foreign))[0], 403);
  });

  it('starts an experiment, shows how far it is, and stops it', skip, async () => {
    const page = await open('/experiments');
    await page.getByLabel('Experiment', { exact: true }).selectOption('two');
    await page.getByLabel('Application').selectOption('social-network');
    await page.getByLabel('Seconds of each ramp').fill('2');
    await page.getByRole('button', { name: 'Start' }).click();
    const run = page.getByRole('region', { name: 'Experiment two on social-network' });
    await run.getByRole('progressbar').waitFor();
    const doing = run.getByRole('status');
    await doing.getByText(/of Social Network/).waitFor(forStores);
    const again = await post('/experiments/start', { ...short, app: 'social-network' });
    assert.deepEqual(again, [409, 'An experiment runs already: wait until it ends, or stop it.']);
    const other = await openUninformed();
    await other.getByRole('button', { name: 'Start' }).click();
    await other.getByRole('alert').getByText('An experiment runs already').waitFor();
    await other.close();
    await run.getByRole('button', { name: 'Stop' }).click();
    await run.getByText('It was stopped, and its servers have ended.').waitFor(forStores);
    await page.close();
  });

  it('lists a finished experiment, and compares it with another', skip, async () => {
    const page = await open('/experiments');
    assert.deepEqual(await post('/experiments/start', { ...short, app: 'social-network' }), [200, '{}']);
    const done = page.getByText('It is done.');
    await done.or(page.getByText('It has failed')).waitFor(forStores);
    await done.waitFor();
    await done.filter({ hasText: /With placement platform|No conclusion/ }).waitFor();
    const medians = page.getByRole('table', { name: 'Medians so far' });
    await medians.getByRole('row', { name: /^control 1 [\d.]+ ms/ }).waitFor();
    const [file = ''] = (await readdir(results)).filter((name) => name.endsWith('.json'));
    assert.match(file, /^one-social-network-\d{4}-.+\.json$/);
    await copyFile(join(results, file), join(results, 'one-earlier.json'));
    const ofOther = (await readFile(join(results, file), 'utf8')).replace(
      '"task":"',
      '"task":"Another than ',
    );
    await writeFile(join(results, 'one-another.json'), ofOther);
    await page.reload();
    const list = page.getByRole('region', { name: 'Results' });
    const [another, same] = [/Another than/, /Experiment one: (?!Another)/].map((name) =>
      list.getByRole('checkbox', { name }),
    );
    await another?.check();
    await list.getByText('There is no other result of this task').waitFor();
    assert.equal(await same?.first().isDisabled(), true);
    await another?.uncheck();
    for (const index of [0, 1]) await same?.nth(index).check();
    assert.equal(await another?.isDisabled(), true);
    await list.getByRole('button', { name: 'Compare the two chosen' }).click();
    const compared = list.getByRole('region', { name: 'Comparison' });
    await compared.getByRole('row', { name: /^platform: p50, ms [\d.]+ [\d.]+ 1.00$/ }).waitFor();
    await compared.getByText('First: one-earlier').waitFor();
    await look(page, 'console-results');
    await list.getByRole('link', { name: /^report of one-social/ }).click();
    await page.getByText('Started from the console, whose own forms ran beside it.').waitFor();
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 844 });
      await look(page, 'console-report');
    }
    const table = page.getByRole('region', { name: 'Times of one request' });
    await table.focus();
    await page.keyboard.press('ArrowRight');
    await eventually(async () => assert.ok((await table.evaluate(({ scrollLeft }) => scrollLeft)) > 0));
    await page.close();
  });

  const short = { experiment: 'one', placements: ['platform'], rounds: 1, requests: 5 };
  async function post(path: string, body: object, origin = {}): Promise<[status: number, text: string]> {
    const headers = { 'content-type': 'application/json', ...origin };
    const answer = await fetch(overview?.url + path, { method: 'POST', headers, body: JSON.stringify(body) });
    return [answer.status, await answer.text()];
  }
});
