import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import axe, { type AxeResults, type RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

/** Pictures are kept when a folder for them is named. */
const pictures = process.env.TEST_PICTURES;
/** Only the contrast differs between the two. */
const windows: ['dark' | 'light', RunOptions][] = [
  ['dark', { runOnly: ['color-contrast'] }],
  ['light', {}],
];

/**
 * Looks at a page as it is, in light and in dark: nothing may stick out of the window, and axe-core must find nothing that keeps
 * anybody out. A picture of each is kept if wanted.
 */
export async function look(page: Page, name: string): Promise<void> {
  const width = page.viewportSize()?.width ?? 0;
  const wide = await page.evaluate<number>('document.documentElement.scrollWidth');
  assert.ok(wide <= width, `${name} is ${wide} pixels wide in a window of ${width}`);
  for (const [colorScheme, rules] of windows) {
    await page.emulateMedia({ colorScheme });
    assert.deepEqual(await barriersIn(page, rules), [], `${name} in a ${colorScheme} window of ${width}`);
    if (pictures === undefined) continue;
    mkdirSync(pictures, { recursive: true });
    await page.screenshot({ path: join(pictures, `${name}-${width}-${colorScheme}.png`), fullPage: true });
  }
}

/** What axe-core finds: the rule, the elements and why. */
async function barriersIn(page: Page, rules: RunOptions): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate<AxeResults>(
    `axe.run(document, ${JSON.stringify({ iframes: false, ...rules })})`,
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary = '' }) => `${id} at ${target.join(' ')}: ${failureSummary}`),
  );
}
