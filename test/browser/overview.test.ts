import assert from 'node:assert/strict';
import { request } from 'node:http';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { apps } from '#apps/apps';
import { type Console, startConsole } from '#compose/local/console/server';
import type { Deployment } from '#compose/local/deployment';
import { forms } from '#shared/app/addresses';
import type { LogLine } from '#shared/observe/steps';
import { formFrom } from '#test/harness/deployed-form';
import { launchBrowser, noBrowser } from './chromium.ts';
import { look } from './look.ts';
import { type Drawn, readWaterfalls } from './waterfalls.ts';

const steps = { Invocation: 40, Init: 3, Compute: 30, Store: 55, Gateway: 4.4, Dispatch: 800 };
/** Times of which some parts are too narrow for their number, in any window. */
const warm = { runs: 10, totalMs: { median: 132.4, least: 101, greatest: 164 }, steps };
const report = { ok: true, totalMs: 1850, steps: { ...steps, Init: 1700 }, warm };

/** What a service has logged about a request: `at` and `ms` in milliseconds, and its waits. */
const lineOf = (
  trace: string,
  service: string,
  at: number,
  ms: number,
  waits: LogLine['waits'],
): LogLine => ({
  ...{ service, trace, ms, compute: 0, store: 0, gateway: 0, waits },
  at: 1_000_000 + at,
});

const deployments = Object.values(apps).flatMap(({ app }) =>
  forms.flatMap((form): Deployment[] => {
    const found = formFrom(app.name, form);
    const rest = {
      folder: '',
      processes: {},
      linesOf: async (trace: string) => [
        lineOf(trace, 'web', 0, 30, [['call', 2, 28]]),
        lineOf(trace, 'payment', 3, 24, [['store', 5, 9]]),
        lineOf(trace, 'user', 4, 0.01, []),
        { ...lineOf(trace, 'dispatch', 31, 140, []), work: 'orders' },
      ],
      logOf: async (name: string) => `${name} is up\n`,
    };
    return found === undefined ? [] : [{ ...found, app, form, ...rest }];
  }),
);

const skip = { skip: noBrowser || (deployments.length === 0 && 'no application runs') };

describe('the overview in a browser', () => {
  let browser: Browser | undefined;
  let overview: Console | undefined;

  before(async () => {
    if (skip.skip) return;
    browser = await launchBrowser();
    overview = await startConsole({
      stack: { deployments, components: {}, platforms: [], stop: async () => undefined },
      apps: Object.values(apps).filter((each) => deployments.some(({ app }) => app === each.app)),
      reports: new Map(Object.keys(apps).map((name) => [name, { microservice: report, serverless: report }])),
      port: undefined,
    });
  });
  after(async () => {
    await overview?.close();
    await browser?.close();
  });

  async function open(width: number): Promise<Page> {
    const page = await browser?.newPage({ viewport: { width, height: 844 } });
    assert.ok(page);
    page.setDefaultTimeout(15_000);
    await page.goto(overview?.url ?? '');
    await page.getByRole('heading', { name: 'What is running' }).waitFor();
    return page;
  }

  for (const width of [360, 700, 1280]) {
    it(`writes every number into its part of a bar, or not at all, at ${width} pixels`, skip, async () => {
      const page = await open(width);
      await page.locator('.step-text').first().waitFor();
      const outside = await page.evaluate(`[...document.querySelectorAll('.step-text')].filter((text) => {
        const [inner, outer] = [text, text.parentElement.querySelector('rect')].map((each) => each.getBoundingClientRect());
        return inner.left < outer.left || inner.right > outer.right;
      }).map((text) => text.textContent)`);
      assert.deepEqual(outside, []);
      await look(page, 'overview');
      await page.close();
    });
  }

  it('tells the first run from the warm ones, with their median and range', skip, async () => {
    const page = await open(1280);
    const runs = page.getByRole('region', { name: 'First and warm runs of Robot Shop' });
    assert.match((await runs.textContent()) ?? '', /first 1850 ms, warm 132 ms 101 ms to 164 ms/);
    await page.getByText('Medians of 10 warm runs, the forms in turns').first().waitFor();
    await page.close();
  });

  it('sends one request to both forms and shows what each service did for it', skip, async () => {
    const page = await open(1280);
    const sent = page.getByRole('region', { name: 'One SubmitOrder through the services' });
    await sent.getByRole('button', { name: 'Send one to both' }).click();
    for (const form of ['Microservices', 'Serverless']) {
      const table = sent.getByRole('table', { name: `SubmitOrder, ${form}` });
      await table.getByRole('row', { name: /^web .* 30 ms$/ }).waitFor();
      await table.getByRole('row', { name: /^payment .*3.0 ms after the beginning 24 ms$/ }).waitFor();
    }
    const sentence = /^Dispatch waits 84 to 166 ms an order: it pretends/;
    await sent.getByText(sentence).waitFor();
    assert.equal(await page.getByText(sentence).count(), 2, 'also with the step Dispatch');
    await look(page, 'overview-sent');
    await page.goto(`${overview?.url}/pair/robot-shop/dispatch`);
    await page.getByText(/Dispatch waits 84 to 166 ms an order/).waitFor();
    await page.close();
  });

  for (const width of [390, 700, 1280])
    it(`draws both forms to one scale of round milliseconds, at ${width} pixels`, skip, async () => {
      const page = await open(width);
      const sent = page.getByRole('region', { name: 'One SubmitOrder through the services' });
      await sent.getByRole('button', { name: 'Send one to both' }).click();
      await sent.locator('.waterfall').nth(1).waitFor();
      const drawn = await page.evaluate<Drawn[]>(readWaterfalls);
      assert.equal(drawn.length, 2);
      for (const { texts, axis, lines, bars, overlaps } of drawn) {
        assert.deepEqual([texts, axis.width], [drawn[0]?.texts, drawn[0]?.axis.width], 'one scale');
        assert.ok(texts.length > 1, `${texts}`);
        assert.deepEqual(overlaps, []);
        const [zero = 0, first = 0] = lines;
        const ms = (pixels: number) => (pixels / (first - zero)) * Number.parseFloat(texts[1] ?? '');
        const [web, , user, dispatch] = bars;
        assert.ok(web && user && dispatch);
        assert.ok(Math.abs(ms(web.width) - 30) < 1 && Math.abs(ms(dispatch.width) - 140) < 1, 'true lengths');
        assert.ok(Math.abs(ms(dispatch.x - zero) - 31) < 1, 'at its time');
        assert.ok(user.width >= 3, 'what is very short is seen');
        for (const { x, width } of bars) assert.ok(x >= axis.x && x + width <= axis.x + axis.width + 0.5);
      }
      await look(page, 'overview-axis');
      await page.close();
    });

  for (const width of [390, 1280])
    it(`shows what differs between the forms of a service, at ${width} pixels`, skip, async () => {
      const page = await open(width);
      await page.goto(`${overview?.url}/pair/robot-shop/payment`);
      await page.getByRole('heading', { name: 'payment of Robot Shop' }).waitFor();
      const entries = page.getByRole('region', { name: 'The two entries' });
      await entries.getByText('rabbitPublisher<Order>').waitFor();
      await entries.getByText('invokeInstead<Order>').waitFor();
      assert.equal(
        await entries.locator('.same', { hasText: "import { payment } from './service.ts';" }).count(),
        1,
      );
      const sweep = page.getByRole('region', { name: 'sweep.action.ts' });
      await sweep.getByText('a timer starts it every 3 seconds').waitFor();
      await sweep.getByText('Invoked by an alarm').waitFor();
      await page.getByRole('region', { name: 'The migration' }).getByText('Migrate payment').waitFor();
      await look(page, 'pair');
      await page.getByRole('link', { name: 'web', exact: true }).click();
      await page.getByRole('heading', { name: 'web of Robot Shop' }).waitFor();
      await page.close();
    });

  it(
    'takes no request for another host, of another origin, or that would change something by GET',
    skip,
    async () => {
      const { port } = new URL(overview?.url ?? '');
      const status = (
        path: string,
        method: string,
        headers: Record<string, string>,
      ): Promise<number | undefined> =>
        new Promise((resolve, reject) => {
          const sent = request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
            response.resume();
            resolve(response.statusCode);
          });
          sent.on('error', reject).end();
        });
      assert.equal(await status('/state.json', 'GET', {}), 200);
      assert.equal(await status('/state.json', 'GET', { host: `localhost:${port}` }), 200);
      assert.equal(await status('/state.json', 'GET', { host: `evil.example:${port}` }), 403);
      for (const path of ['/run/robot-shop', '/send/robot-shop']) {
        assert.equal(await status(path, 'POST', { origin: 'http://evil.example' }), 403);
        assert.equal(await status(path, 'GET', {}), 405);
      }
      assert.equal(await status('/send/nothing', 'POST', {}), 404);
    },
  );

  it('shows one form at a time on a phone, the chosen one', skip, async () => {
    const page = await open(390);
    const [microservice, serverless] = ['Microservices', 'Serverless'].map((form) =>
      page.getByRole('region', { name: `Robot Shop, ${form}` }),
    );
    await microservice?.waitFor();
    assert.equal(await serverless?.isVisible(), false);
    await page.getByRole('button', { name: 'Serverless' }).first().click();
    await serverless?.waitFor();
    assert.equal(await microservice?.isVisible(), false);
    await page.close();
  });

  it('lets somebody without a mouse skip the pages inside', skip, async () => {
    const page = await open(1280);
    await page.getByRole('link', { name: 'Skip the pages of Robot Shop' }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    assert.equal(await page.locator(':focus').innerText(), 'Run it again', 'of the next application');
    await page.close();
  });

  it('lists what runs by title and name, with the ways to code and log', skip, async () => {
    const page = await open(1280);
    const running = page.getByRole('region', { name: 'What is running' });
    await running.getByText('Robot Shop', { exact: true }).click();
    await running.getByText('payment-sweep', { exact: true }).waitFor();
    assert.doesNotMatch(await running.innerText(), /robot-shop|\/api\/v1/);
    await running.getByRole('link', { name: 'log of payment-sweep' }).click();
    await page.getByText('payment-sweep is up').waitFor();
    await page.getByRole('heading', { name: 'The log of payment-sweep' }).waitFor();
    await look(page, 'overview-log');
    await page.getByRole('navigation', { name: 'Console' }).getByRole('link', { name: 'Forms' }).click();
    await running.getByText('Robot Shop', { exact: true }).click();
    await running.getByRole('link', { name: 'code of cart' }).first().click();
    await look(page, 'overview-code');
    await page.getByRole('link', { name: 'serverless.ts' }).click();
    await page.getByText('export const main').waitFor();
    await page.setViewportSize({ width: 390, height: 844 });
    await look(page, 'overview-file');
    await page.getByRole('link', { name: 'cart/', exact: true }).click();
    await page.getByRole('heading', { name: 'cart/ of Robot Shop' }).waitFor();
    const missing = await page.goto(`${overview?.url}/code/robot-shop/cart/none.ts`);
    assert.equal(missing?.status(), 404);
    await page.getByRole('alert').getByText('robot-shop has no file cart/none.ts of a service.').waitFor();
    await page.getByRole('navigation', { name: 'Console' }).getByRole('link', { name: 'Services' }).waitFor();
    assert.equal((await page.goto(`${overview?.url}/log/robot-shop/serverless/none`))?.status(), 404);
    await page
      .getByRole('alert')
      .getByText('There is no /log/robot-shop/serverless/none.txt here.')
      .waitFor();
    await page.close();
  });
});
