import assert from 'node:assert/strict';
import type { Browser, ConsoleMessage, Page } from 'playwright-core';

/** A page of the console, and how it is opened. */
export interface ConsolePage {
  /** The address of the console, without a slash at its end. */
  url: string;
  path?: string;
  width?: number;
  reducedMotion?: 'no-preference' | 'reduce';
}

/** Whether a page has written an error or a warning. The browser writes one itself for what the console refuses, which the page has to show. */
export const isComplaint = (message: ConsoleMessage): boolean =>
  ['error', 'warning'].includes(message.type()) && !message.text().endsWith('status of 409 (Conflict)');

/** Opens a page of the console; what goes wrong in it while `work` looks at it fails the test. */
export async function onPage(
  browser: Browser | undefined,
  { url, path = '/', width = 1280, reducedMotion = 'no-preference' }: ConsolePage,
  work: (page: Page) => Promise<void>,
): Promise<void> {
  const page = await browser?.newPage({ viewport: { width, height: 900 }, reducedMotion });
  assert.ok(page);
  page.setDefaultTimeout(30_000);
  const wrong: string[] = [];
  page.on('pageerror', ({ message }) => wrong.push(message));
  page.on('console', (message) => {
    // The pages of the applications inside belong to other tests.
    if (isComplaint(message) && message.location().url.startsWith(url)) wrong.push(message.text());
  });
  await page.goto(url + path);
  await work(page);
  assert.deepEqual(wrong, []);
  await page.close();
}

/**
 * Keeps in `lights`, for each picture, what is lit, in the order in which it is lit first. What is lit in one frame, as on a busy
 * machine, is in the order of its numbers.
 */
export const recordLights = `globalThis.lights = {};
const stepOf = (each) => Number.parseInt(each.querySelector('.steps-of')?.textContent ?? '0', 10);
new MutationObserver(() => {
  const inFrame = [...document.querySelectorAll('.box.lit, .arrow.lit')].sort((a, b) => stepOf(a) - stepOf(b));
  for (const each of inFrame) {
    const lit = lights[each.closest('section').getAttribute('aria-label')] ??= [];
    const name = each.dataset.box ?? 'an arrow';
    if (!lit.includes(name)) lit.push(name);
  }
}).observe(document.body, { subtree: true, attributes: true, attributeFilter: ['class'] });`;
