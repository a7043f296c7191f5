// The socket client of which the original's pages are made, in a browser, as a page would use it.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { launchBrowser, noBrowser } from '#test/browser/chromium';
import { describeForms } from '#test/harness/forms';
import { newAuthor } from './author.ts';
import { installSocketIoClient } from './install.ts';

const client = await installSocketIoClient();
const skip = noBrowser || ('skip' in client && client.skip);
const script =
  'folder' in client ? join(client.folder, 'node_modules/socket.io-client/dist/socket.io.js') : '';

/** What of the client the tests use. */
interface Socket {
  on(event: string, handler: (...args: unknown[]) => void): void;
  emit(event: string, ...args: unknown[]): void;
  disconnect(): void;
}
declare const io: { connect(url: string | null, options: object): Socket };

/**
 * Runs in the page: one socket joins by the handshake and reads, one joins by an event, as in 2021, and types, and one joins before it is told
 * that it may.
 */
async function readAndType({ project, transport }: { project: string; transport: string }) {
  const open = (query: string): Socket =>
    io.connect(null, { transports: [transport], query, 'force new connection': true });
  const heard = (socket: Socket, event: string): Promise<unknown[]> =>
    new Promise((resolve, reject) => {
      socket.on(event, (...args) => resolve(args));
      socket.on('connectionRejected', (error) => reject(new Error(JSON.stringify(error))));
    });
  const answer = (socket: Socket, event: string, ...args: unknown[]): Promise<unknown[]> =>
    new Promise((resolve) => socket.emit(event, ...args, (...answered: unknown[]) => resolve(answered)));

  const [reader, writer, eager] = [open(`projectId=${project}`), open(''), open('')];
  const early = answer(eager, 'joinProject', { project_id: project });
  const [[response], accepted] = await Promise.all([
    heard(reader, 'joinProjectResponse'),
    heard(writer, 'connectionAccepted'),
  ]);
  const { name, rootDoc_id: doc } = Object(response).project;
  const joined = await answer(writer, 'joinProject', { project_id: project });
  const opened = await answer(reader, 'joinDoc', doc, { encodeRanges: true });
  await answer(writer, 'joinDoc', doc, { encodeRanges: true });
  const applied = Promise.all([heard(reader, 'otUpdateApplied'), heard(writer, 'otUpdateApplied')]);
  const update = { doc, v: opened[2], op: [{ p: 0, i: 'Größe ∑ ' }] };
  const queued = await answer(writer, 'applyOtUpdate', doc, update);
  const [[read], [own]] = await applied;
  const left = await answer(reader, 'leaveDoc', doc);
  const names = [name, Object(joined[1]).name, Object((await early)[1]).name];
  for (const socket of [reader, writer, eager]) socket.disconnect();
  return {
    accepted: accepted[0],
    names,
    right: joined[2],
    line: Object(opened[1])[0],
    queued,
    read: Object(read).op,
    own: Object.keys(Object(own)).sort(),
    left,
  };
}

describeForms('overleaf', 'socket.io-client 0.9.17', { skip }, ({ url }) => {
  let browser: Browser;
  before(async () => {
    browser = await launchBrowser();
  });
  after(() => browser.close());

  for (const transport of ['websocket', 'xhr-polling'])
    it(`joins, reads and types over ${transport}`, async () => {
      const author = await newAuthor(url);
      const project = await author.newProject('Typed');
      const context = await browser.newContext();
      await context.addCookies([{ name: 'overleaf.sid', value: author.session, url }]);
      const page = await context.newPage();
      page.setDefaultTimeout(60_000);
      await page.goto(`${url}/user/settings`);
      await page.addScriptTag({ path: script });
      assert.deepEqual(await page.evaluate(readAndType, { project, transport }), {
        accepted: null,
        names: ['Typed', 'Typed', 'Typed'],
        right: 'owner',
        line: '\\documentclass{article}',
        queued: [],
        read: [{ p: 0, i: 'Größe ∑ ' }],
        own: ['doc', 'v'],
        left: [null],
      });
      const { 'main.tex': text = '' } = await author.files(project);
      assert.match(text, /^Größe ∑ /);
      await context.close();
    });
});
