// leaflink reads a project by opening its page in a headless browser, where it looks at what the sockets of the page say.
import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { it } from 'node:test';
import { browserEnvironment, executablePath, noBrowser } from '#test/browser/chromium';
import { eventually } from '#test/harness/eventually';
import { describeForms } from '#test/harness/forms';
import { newAuthor } from './author.ts';
import { installPythonClients } from './install.ts';
import { type Workplace, workplace } from './workplace.ts';

const clients = await installPythonClients();
const skip = noBrowser || ('skip' in clients && clients.skip);
const packages = 'folder' in clients ? clients.folder : '';

/** Says where Playwright, which leaflink uses, looks for a browser. */
const whereToLook = `
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    try:
        playwright.chromium.launch()
    except Exception as error:
        print(error)
`;

describeForms('overleaf', 'leaflink', { skip }, ({ url }) => {
  it('lists, clones, pushes into new folders, pulls, and downloads the PDF', async () => {
    const here = workplace(packages);
    const { read, write, readBytes } = here;
    const env = { ...browserEnvironment(), PLAYWRIGHT_BROWSERS_PATH: join(here.folder, 'browsers') };
    await putBrowser(here, env);
    const author = await newAuthor(url);
    const project = await author.newProject('Linked');
    const leaflink = (...args: string[]) => here.run('leaflink', args, { env });
    // It asks people to try again when a page is not there within 25 s.
    const patiently = (act: () => Promise<string>) => eventually(act, 300_000);
    const inClone = (command: string) =>
      patiently(() => here.run('leaflink', [command], { in: 'cloned', env }));
    await leaflink('auth', 'import', '--base-url', url, '--cookie', author.browser.cookie);
    assert.match(await leaflink('list', '--base-url', url), new RegExp(`^Linked +${project}`, 'm'));
    await patiently(() => leaflink('clone', '--base-url', url, '--target-dir', 'cloned', 'Linked'));
    assert.match(read('cloned/main.tex'), /\\documentclass/);

    write('cloned/chapters/one/first.tex', 'Übersicht\n');
    await inClone('push');
    assert.deepEqual(Object.keys(await author.files(project)).sort(), ['chapters/one/first.tex', 'main.tex']);
    const { client, doc, changed } = await author.open(project);
    doc.edit([{ p: 0, i: '% „Geändert“\n' }]);
    await changed(() => doc.isSaved);
    client.close();
    await inClone('pull');
    assert.match(read('cloned/main.tex'), /^% „Geändert“\n/);

    await author.browser.post(`/project/${project}/compile`, {});
    await inClone('download');
    assert.equal(readBytes('cloned/Linked.pdf').subarray(0, 5).toString(), '%PDF-');
  });
});

/** Puts the browser of this machine there, so that none is downloaded. */
async function putBrowser({ run, write, folder }: Workplace, env: NodeJS.ProcessEnv): Promise<void> {
  const [, path = ''] =
    /doesn't exist at (\S+)/.exec(await run('python3', ['-c', whereToLook], { env })) ?? [];
  assert.ok(path.startsWith(folder), path);
  write(join(dirname(path).slice(folder.length), '.keep'), '');
  symlinkSync(executablePath ?? '', path);
}
