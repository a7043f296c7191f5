import type { Browser, BrowserContext, Page } from 'playwright-core';
import * as z from 'zod';
import { newProject, openDoc } from '#apps/overleaf/load/projects';
import { Visitor } from '#apps/overleaf/load/site';
import { blameSystem, parse } from '#shared/parse';
import { openBrowser } from '#test/overleaf/browser';
import { craftZip } from '#test/overleaf/craft-zip';
import { upload } from '#test/overleaf/uploads';

/** What one round has measured: milliseconds by what was measured. */
export type Figures = Record<string, number>;

const line = 'A line of a long document, in which nobody has found an end yet.\n';
const article = (body: string): string =>
  `\\documentclass{article}\n\\begin{document}\n${body}\n\\end{document}\n`;

/** Of nearly 2 MiB, as a JSON list of lines, in which a document is measured. */
const long = line.repeat(Math.floor(2 ** 21 / (line.length + 2)) - 20);
const contents = {
  files: Object.fromEntries([
    ['main.tex', article('Many files.')],
    ...Array.from({ length: 199 }, (_, at) => [`chapter ${at + 1}.tex`, `Text ${at + 1}.\n`]),
  ]),
  pages: {
    'main.tex': article(Array.from({ length: 50 }, (_, at) => `Sheet ${at + 1}.`).join('\n\n\\newpage\n')),
  },
};

/** Makes projects for somebody new on a site, and answers what measures them, each time in new windows of one browser. */
export async function editorOf(browser: Browser, url: string): Promise<() => Promise<Figures>> {
  const visitor = new Visitor(url);
  await visitor.register();
  const [files, pages, typed] = [
    await unpacked(visitor, contents.files),
    await unpacked(visitor, contents.pages),
    await newProject(visitor),
  ];
  const { client, doc, changed } = await openDoc(visitor, typed);
  doc.edit([{ p: 0, i: long }]);
  await changed(() => doc.isSaved);
  client.close();
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const [name = '', value = ''] = visitor.cookie.split(/=(.*)/);
  await context.addCookies([{ name, value, url }]);

  return async () => ({
    ...(await inWindow(context, (page) => opening(page, `${url}/project/${files}`))),
    ...(await inWindow(context, (page) => typing(page, `${url}/project/${typed}`))),
    ...(await inWindow(context, (page) => leafing(page, `${url}/project/${pages}`))),
  });
}

const created = z.object({ project_id: z.string() });

/** Makes a project of files, and returns its id. */
async function unpacked({ url, cookie }: Visitor, files: Record<string, string>): Promise<string> {
  const session = openBrowser(url);
  session.takeCookie(cookie);
  const content = craftZip(Object.entries(files).map(([name, text]) => ({ name, content: text })));
  const { body } = await upload(url, session, '/project/new/upload', {
    file: { name: 'project.zip', content },
  });
  return parse(created, body, 'the new project', blameSystem).project_id;
}

async function inWindow(context: BrowserContext, work: (page: Page) => Promise<Figures>): Promise<Figures> {
  const page = await context.newPage();
  page.setDefaultTimeout(120_000);
  try {
    return await work(page);
  } finally {
    await page.close();
  }
}

/** Milliseconds since the page was asked for. */
const sinceStart = (page: Page): Promise<number> => page.evaluate<number>('performance.now()');

async function opening(page: Page, address: string): Promise<Figures> {
  await page.goto(address);
  await page.waitForFunction(`document.querySelectorAll('.tree .entry').length === 200`);
  const tree = await sinceStart(page);
  await page.locator('.cm-content').getByText('Many files.').waitFor();
  const source = await sinceStart(page);
  const paint = await page.evaluate<number>(
    `performance.getEntriesByName('first-contentful-paint')[0].startTime`,
  );
  return { 'first paint': paint, '200 files in the tree': tree, 'the source is there': source };
}

/** Keeps, for each key, the milliseconds from its event until the browser has drawn what it has changed. */
const noteKeys = `
  globalThis.drawn = [];
  addEventListener('keydown', ({ timeStamp }) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => drawn.push(performance.now() - timeStamp);
    requestAnimationFrame(() => channel.port2.postMessage(undefined));
  }, { capture: true });
`;

async function typing(page: Page, address: string): Promise<Figures> {
  await page.goto(address);
  await page.locator('.cm-content').getByText('A line of a long').first().waitFor();
  const shown = await sinceStart(page);
  await page.locator('.cm-content').press('ArrowDown');
  await page.keyboard.press('End');
  await page.evaluate(noteKeys);
  for (const [at, key] of [...'keystrokes'].entries()) {
    await page.keyboard.press(key);
    await page.waitForFunction(`drawn.length === ${at + 1}`);
  }
  const worst = await page.evaluate<number>('Math.max(...drawn)');
  await page.getByText('Saved', { exact: true }).waitFor();
  return { '2 MiB are there': shown, 'a key in 2 MiB, the worst of ten': worst };
}

async function leafing(page: Page, address: string): Promise<Figures> {
  await page.goto(address);
  await page.locator('.cm-content').getByText('Sheet 1.').waitFor();
  const answered = page.waitForResponse((answer) => new URL(answer.url()).pathname.endsWith('/compile'));
  await page.keyboard.press('Control+Enter');
  await answered;
  const from = await sinceStart(page);
  const drawn = async (sheet: number): Promise<number> => {
    await page.locator('.textLayer').getByText(`Sheet ${sheet}.`, { exact: true }).waitFor();
    return sinceStart(page);
  };
  const first = await drawn(1);
  const turned = await sinceStart(page);
  await page.getByLabel('Number of the page').fill('50');
  await page.getByLabel('Number of the page').press('Enter');
  return { 'the first of 50 pages': first - from, 'to the last of 50 pages': (await drawn(50)) - turned };
}
