import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { launchBrowser, noBrowser } from './chromium.ts';
import { look } from './look.ts';

const results = join(import.meta.dirname, '..', 'bench', 'results');
const pages = globSync('*.html', { cwd: results }).sort();
const skip = { skip: noBrowser };
/** The least height of letters that a person reads without zooming, in pixels. */
const readable = 11;
/** The heights of the letters of each drawing, in pixels. A drawing is scaled, and its letters with it. */
const lettersOfDrawings = `[...document.querySelectorAll('svg')].map((svg) =>
  Number.parseFloat(getComputedStyle(svg).fontSize) * svg.getBoundingClientRect().width / svg.viewBox.baseVal.width)`;

describe('the reports of experiments, opened from disk', () => {
  let browser: Browser | undefined;
  before(async () => {
    if (!noBrowser) browser = await launchBrowser();
  });
  after(() => browser?.close());

  for (const name of pages)
    for (const width of [390, 1280])
      it(`${name} can be read by everybody, at ${width} pixels`, skip, async () => {
        const page = await browser?.newPage({ viewport: { width, height: 844 } });
        assert.ok(page);
        await page.goto(pathToFileURL(join(results, name)).href);
        await look(page, `report-${basename(name, '.html')}`);
        const letters = await page.evaluate<number[]>(lettersOfDrawings);
        assert.ok(letters.length > 0);
        for (const height of letters) assert.ok(height >= readable, `letters of ${height} pixels`);
        await page.close();
      });
});
